//! Every kernel beside the same arithmetic on a CPU, which is itself compared with Burn's. Where there is no GPU these tests
//! say that they were skipped; in Chromium, on its software adapter, the comparison with PyTorch is never skipped.

use std::sync::OnceLock;

use cubecl::client::Client;
use cubecl::prelude::CubeElement;
use cubecl::server::Handle;
use cubecl::wgpu::{AutoGraphicsApi, RuntimeOptions, WgpuDevice, try_init_setup};
use kiln_kernels as cpu;
use kiln_kernels_gpu::{adam, conv, linear, loss};

/// The GPU, opened once for all tests of a process.
fn gpu() -> Option<Client> {
    static OPENED: OnceLock<Option<Client>> = OnceLock::new();
    let open = || match try_init_setup::<AutoGraphicsApi>(&WgpuDevice::default(), RuntimeOptions::default()) {
        Ok(_) => Some(cubecl::Device::Wgpu(WgpuDevice::default()).client()),
        Err(error) => {
            eprintln!("skipped, because there is no GPU: {error}");
            None
        }
    };
    OPENED.get_or_init(open).clone()
}

/// So many numbers from -1 to 1, by a linear congruential generator.
fn numbers(len: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(747_796_405).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..len).map(|_| next()).collect()
}

fn up(client: &Client, values: &[f32]) -> Handle {
    client.create_from_slice(f32::as_bytes(values))
}

fn compare(what: &str, client: &Client, ours: &Handle, expected: &[f32]) {
    let bytes = client.read_one_unchecked(ours.clone());
    let ours = &f32::from_bytes(&bytes)[..expected.len()];
    let largest = expected
        .iter()
        .fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
    for (ours, expected) in ours.iter().zip(expected) {
        assert!(
            (ours - expected).abs() < 2e-5 * largest,
            "{what}: {ours}, not {expected}"
        );
    }
}

/// Images `[batch, from, to]` as `[batch, to, from]`: from channels first to channels last, or back.
fn turned(values: &[f32], from: usize, to: usize) -> Vec<f32> {
    let image = |image: &[f32]| -> Vec<f32> { (0..from * to).map(|i| image[i % from * to + i / from]).collect() };
    values.chunks_exact(from * to).flat_map(image).collect()
}

fn compare_conv(client: &Client, batch: usize, conv: conv::Conv) {
    let what = |part: &str| format!("{part} of {conv:?}");
    let same = cpu::conv::Conv {
        channels_in: conv.channels_in,
        height: conv.height,
        width: conv.width,
        channels_out: conv.channels_out,
        kernel: conv.kernel,
        stride: conv.stride,
        pad: conv.pad,
        relu: conv.relu,
        pool: conv.pool,
    };
    let (height, width) = conv.output();
    let (pixels, places) = (conv.height * conv.width, height * width);
    let images = numbers(batch * conv.channels_in * pixels, 1);
    let weight = numbers(conv.channels_out * conv.channels_in * conv.kernel * conv.kernel, 2);
    let bias = numbers(conv.channels_out, 3);
    let gradient = numbers(batch * conv.channels_out * places, 4);

    let seen = turned(&images, conv.channels_in, pixels);
    let expected = same.forward(&seen, &weight, &bias);
    let [images, weights, bias] = [&images, &weight, &bias].map(|values| up(client, values));
    let made = conv.forward(client, batch, &images, &weights, &bias);
    let values = turned(&expected.values, places, conv.channels_out);
    compare(&what("values"), client, &made.values, &values);

    let saved = cpu::conv::Saved {
        images: &seen,
        weight: &weight,
        values: &expected.values,
        winners: &expected.winners,
    };
    let expected = same.backward(saved, &turned(&gradient, conv.channels_out, places), true);
    let saved = conv::Saved {
        images,
        weight: weights,
        values: made.values,
        winners: made.winners,
    };
    let found = conv.backward(client, batch, &saved, &up(client, &gradient), true);
    compare(&what("weight"), client, &found.weight, &expected.weight);
    compare(&what("bias"), client, &found.bias, &expected.bias);
    let images = turned(
        &expected.images.expect("images that were asked for"),
        pixels,
        conv.channels_in,
    );
    compare(
        &what("images"),
        client,
        &found.images.expect("images that were asked for"),
        &images,
    );
}

#[test]
fn convolutions_agree_with_those_of_the_cpu() {
    let Some(client) = gpu() else { return };
    // Channels, height, width; filters, kernel, stride, padding.
    let cases = [
        ([1, 28, 28], [32, 3, 1, 0]),
        ([5, 13, 13], [9, 3, 1, 0]),
        ([6, 9, 10], [7, 3, 1, 1]),
        ([3, 17, 14], [6, 3, 2, 1]),
        ([2, 11, 12], [5, 5, 1, 2]),
        ([2, 11, 12], [5, 7, 1, 3]),
        ([5, 21, 22], [3, 9, 3, 0]),
        ([5, 7, 8], [3, 1, 3, 0]),
        ([1, 28, 28], [7, 28, 1, 0]),
    ];
    for ([channels_in, height, width], [channels_out, kernel, stride, pad]) in cases {
        for (relu, pool) in [(false, false), (true, false), (false, true), (true, true)] {
            let conv = conv::Conv {
                channels_in,
                height,
                width,
                channels_out,
                kernel,
                stride,
                pad,
                relu,
                pool,
            };
            if conv.output().0 > 0 {
                compare_conv(&client, 3, conv);
            }
        }
    }
}

/// `[rows, columns]`, element by element.
fn matrix(rows: usize, columns: usize, at: impl Fn(usize, usize) -> f64) -> Vec<f32> {
    (0..rows * columns)
        .map(|i| at(i / columns, i % columns) as f32)
        .collect()
}

#[test]
fn dense_layers_agree_with_the_sums_that_define_them() {
    let Some(client) = gpu() else { return };
    for [count, features, units] in [[128, 784, 128], [33, 64, 10], [7, 13, 5], [1, 1, 1], [300, 28, 200]] {
        for relu in [false, true] {
            let what = |part: &str| format!("{part} of {count} rows, {features} to {units}, relu: {relu}");
            let layer = linear::Linear { features, units, relu };
            let (x, w) = (numbers(count * features, 1), numbers(units * features, 2));
            let (b, g) = (numbers(units, 3), numbers(count * units, 4));
            let sum = |n: usize, term: &dyn Fn(usize) -> f32| (0..n).map(|i| f64::from(term(i))).sum::<f64>();
            let values = matrix(count, units, |row, unit| {
                let value = sum(features, &|i| x[row * features + i] * w[unit * features + i]) + f64::from(b[unit]);
                if relu { value.max(0.0) } else { value }
            });
            let held = |i: usize| if relu && values[i] <= 0.0 { 0.0 } else { g[i] };

            let [rows, weight, bias, gradient] = [&x, &w, &b, &g].map(|values| up(&client, values));
            let found = layer.forward(&client, count, &rows, &weight, &bias);
            compare(&what("values"), &client, &found, &values);
            let saved = linear::Saved {
                rows,
                weight,
                values: found,
            };
            let found = layer.backward(&client, count, &saved, &gradient, true);
            let by_rows = matrix(count, features, |row, i| {
                sum(units, &|unit| held(row * units + unit) * w[unit * features + i])
            });
            let by_weight = matrix(units, features, |unit, i| {
                sum(count, &|row| held(row * units + unit) * x[row * features + i])
            });
            let by_bias = matrix(1, units, |_, unit| sum(count, &|row| held(row * units + unit)));
            compare(&what("rows"), &client, &found.rows.unwrap(), &by_rows);
            compare(&what("weight"), &client, &found.weight, &by_weight);
            compare(&what("bias"), &client, &found.bias, &by_bias);
        }
    }
}

#[test]
fn adam_agrees_with_that_of_the_cpu() {
    let Some(client) = gpu() else { return };
    let step = cpu::adam::Adam {
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-7,
        rate: 0.1,
        root: 0.3,
        decay: 0.1,
        keep: 0.99,
    };
    let len = 1000;
    let [value, gradient, mut mean] = [1, 2, 3].map(|seed| numbers(len, seed));
    let mut square: Vec<f32> = numbers(len, 4).iter().map(|number| number.abs()).collect();
    let [values, gradients, means, squares] = [&value, &gradient, &mean, &square].map(|values| up(&client, values));
    let expected = step.update(&value, &gradient, &mut mean, &mut square);
    let step = adam::Adam {
        mean: [0.9, 0.1],
        square: [0.999, 0.001],
        epsilon: 1e-7,
        rate: 0.1,
        root: 0.3,
        decay: 0.1,
        keep: 0.99,
    };
    let updated = step.update(&client, len, &values, &gradients, &means, &squares);
    compare("weights", &client, &updated, &expected);
    compare("means", &client, &means, &mean);
    compare("squares", &client, &squares, &square);
}

#[test]
fn losses_agree_with_those_of_the_cpu() {
    let Some(client) = gpu() else { return };
    for (rows, classes, smoothing) in [(1, 2, 0.0), (70, 10, 0.0), (129, 37, 0.2)] {
        let logits: Vec<f32> = numbers(rows * classes, 1).iter().map(|x| 5.0 * x).collect();
        let hot = |at| f32::from(u8::from(at % classes == at / classes * 3 % classes));
        let targets: Vec<f32> = (0..rows * classes).map(hot).collect();
        let gradient = numbers(rows, 2);
        let theirs = cpu::loss::CrossEntropy { classes, smoothing };
        let expected = theirs.forward(&logits, &targets);
        let ours = loss::CrossEntropy { classes, smoothing };
        let [on_logits, on_targets, on_gradient] = [&logits, &targets, &gradient].map(|values| up(&client, values));
        let found = ours.forward(&client, rows, &on_logits, &on_targets);
        compare("losses", &client, &found.losses, &expected.losses);
        compare("slopes", &client, &found.slopes, &expected.slopes);
        let back = ours.backward(&client, rows, &found.slopes, &on_gradient);
        compare(
            "gradients",
            &client,
            &back,
            &theirs.backward(&expected.slopes, &gradient),
        );
        let marks = loss::marks(&client, rows, classes, &found.losses, &on_logits, &on_targets);
        let bytes = client.read_one_unchecked(marks);
        let correct: f32 = f32::from_bytes(&bytes)[rows..2 * rows].iter().sum();
        let [_, expected] = cpu::loss::sums(classes, &expected.losses, &logits, &targets);
        assert_eq!(correct, expected);
    }
}
