//! Kernels of the layers of `cnn-keras` and `mlp`, at 128 images: convolution with ReLU and with pooling, and dense
//! layers, forward and backward; batch normalisation; and an update of Adam's.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kiln_benches::random;
use kiln_kernels::adam::Adam;
use kiln_kernels::conv::{self, Conv, Options};
use kiln_kernels::dense::{self, Dense};
use kiln_kernels::norm::BatchNorm;

const BATCH: usize = 128;

/// What `cnn-keras` convolves: channels in, side of an image, filters, whether pooling follows.
const CONVOLUTIONS: [(usize, usize, usize, bool); 4] = [
    (1, 28, 32, true),
    (32, 13, 64, true),
    (64, 5, 64, false),
    (32, 13, 64, false),
];

fn main() {
    kiln_benches::run(|criterion| {
        convolutions(criterion);
        dense(criterion);
        normalisation(criterion);
        update(criterion);
    });
}

fn convolutions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("convolution");
    for (channels_in, side, channels_out, pool) in CONVOLUTIONS {
        let conv = Conv {
            channels_in,
            height: side,
            width: side,
            channels_out,
            kernel: 3,
            options: Options {
                stride: 1,
                pad: 0,
                relu: true,
                pool,
            },
        };
        let images = random(BATCH * side * side * channels_in);
        let weight = random(channels_out * channels_in * 9);
        let bias = random(channels_out);
        let output = conv.forward(&images, &weight, &bias);
        let gradient = random(output.values.len());
        let saved = conv::Saved::<&[f32], &[u8]> {
            images: &images,
            weight: &weight,
            values: &output.values,
            indices: &output.indices,
        };
        let pooled = if pool { ", pooled" } else { "" };
        let name = format!("{channels_in} to {channels_out} of {side} x {side}{pooled}");
        group.throughput(Throughput::Elements(BATCH as u64));
        group.bench_function(format!("forward, {name}"), |bencher| {
            bencher.iter(|| black_box(conv.forward(black_box(&images), &weight, &bias)));
        });
        // The first layer needs no gradient of its images.
        let wanted = channels_in > 1;
        group.bench_function(format!("backward, {name}"), |bencher| {
            bencher.iter(|| black_box(conv.backward(black_box(saved), &gradient, wanted)));
        });
    }
    group.finish();
}

fn dense(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("dense");
    group.throughput(Throughput::Elements(BATCH as u64));
    for (features, units, relu) in [(784, 128, true), (128, 10, false)] {
        let layer = Dense { features, units, relu };
        let rows = random(BATCH * features);
        let weight = random(units * features);
        let bias = random(units);
        let values = layer.forward(&rows, &weight, &bias);
        let gradient = random(values.len());
        let saved = dense::Saved::<&[f32]> {
            rows: &rows,
            weight: &weight,
            values: &values,
        };
        group.bench_function(format!("forward, {features} to {units}"), |bencher| {
            bencher.iter(|| black_box(layer.forward(black_box(&rows), &weight, &bias)));
        });
        // The first layer needs no gradient of its images.
        let wanted = features == 128;
        group.bench_function(format!("backward, {features} to {units}"), |bencher| {
            bencher.iter(|| black_box(layer.backward(black_box(saved), &gradient, wanted)));
        });
    }
    group.finish();
}

fn update(criterion: &mut Criterion) {
    const LEN: usize = 100_000;
    let adam = Adam {
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        rate: 0.001,
        root: 1.0,
        decay: 0.0,
        keep: 1.0,
    };
    let (value, gradient) = (random(LEN), random(LEN));
    let (mut mean, mut square) = (vec![0.0; LEN], vec![0.0; LEN]);
    let mut group = criterion.benchmark_group("Adam");
    group.throughput(Throughput::Elements(LEN as u64));
    group.bench_function("100,000 parameters", |bencher| {
        bencher.iter(|| black_box(adam.update(black_box(&value), &gradient, &mut mean, &mut square)));
    });
    group.finish();
}

fn normalisation(criterion: &mut Criterion) {
    let norm = BatchNorm {
        channels: 64,
        epsilon: 1e-5,
        relu: true,
    };
    let rows = random(BATCH * 14 * 14 * 64);
    let (weight, bias) = (random(64), random(64));
    let mut group = criterion.benchmark_group("batch normalisation");
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("statistics and forward, 64 of 14 x 14", |bencher| {
        bencher.iter(|| {
            let statistics = norm.statistics(black_box(&rows));
            black_box(norm.forward(&rows, &statistics, &weight, &bias))
        });
    });
    group.finish();
}
