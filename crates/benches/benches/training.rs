//! A training step, evaluation on test images, and the prediction for a drawing, on the CPU.

use std::hint::black_box;
use std::sync::Arc;

use burn::tensor::Device;
use criterion::{Criterion, Throughput};
use kiln_core::bench::product;
use kiln_core::config::{MAX_EPOCHS, RunConfig};
use kiln_core::data::Dataset;
use kiln_core::model::preset;
use kiln_core::train::run::Run;

const BATCH: usize = 128;

fn main() {
    kiln_benches::run(|criterion| {
        steps(criterion);
        inference(criterion);
        products(criterion);
    });
}

/// A run of a preset on so many training and test images, at its start.
fn run(id: &str, num_train: usize, num_test: usize) -> Run {
    let config = preset::find(id).expect("a preset").config;
    let config = RunConfig {
        batch_size: BATCH,
        num_epochs: MAX_EPOCHS,
        ..config
    };
    let data = Dataset::synthetic(num_train, num_test, 1).expect("digits");
    Run::new(config, Arc::new(data), &Device::flex()).expect("a run")
}

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    group.throughput(Throughput::Elements(BATCH as u64));
    for id in ["cnn-keras", "mlp", "fast"] {
        // One test image: the evaluation after an epoch takes next to no time.
        let mut run = run(id, BATCH * 100, 1);
        group.bench_function(id, |bencher| {
            bencher.iter(|| pollster::block_on(run.advance(1)).expect("a step"));
        });
    }
    group.finish();
}

fn inference(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("inference");
    for id in ["cnn-keras", "mlp"] {
        let mut run = run(id, BATCH, 1000);
        let drawing = run.classifier();
        group.throughput(Throughput::Elements(1000));
        group.bench_function(format!("1000 test images, {id}"), |bencher| {
            bencher.iter(|| {
                run.evaluate();
                pollster::block_on(run.advance(5)).expect("an evaluation")
            });
        });
        let pixels = vec![255; 28 * 28];
        group.throughput(Throughput::Elements(1));
        group.bench_function(format!("a drawing, {id}"), |bencher| {
            bencher.iter(|| pollster::block_on(drawing.predict(black_box(&pixels), 28, 28)).expect("a prediction"));
        });
    }
    group.finish();
}

fn products(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("product of matrices");
    for size in [256, 512, 1024] {
        let operations = 2 * (size as u64).pow(3);
        group.throughput(Throughput::Elements(operations));
        group.bench_function(format!("{size} x {size}"), |bencher| {
            bencher.iter(|| pollster::block_on(product(size, 1, &Device::flex())).expect("a product"));
        });
    }
    group.finish();
}
