//! Every kernel beside the same arithmetic on a CPU, which is itself compared with Burn's. Where there is no GPU these tests
//! say that they were skipped: what compares these kernels then is the end-to-end test against PyTorch, in Chromium on its software adapter.

use std::sync::OnceLock;

use cubecl::client::Client;
use cubecl::prelude::CubeElement;
use cubecl::server::Handle;
use cubecl::wgpu::{AutoGraphicsApi, RuntimeOptions, WgpuDevice, try_init_setup};
use kiln_kernels::adam::Adam;
use kiln_kernels::conv::{Conv, Options};
use kiln_kernels::dense::Dense;
use kiln_kernels::loss::CrossEntropy;
use kiln_kernels::{conv, dense, loss};
use kiln_kernels_gpu as gpu;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

/// The GPU, opened once for all tests of a process.
fn client() -> Option<Client> {
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

/// Numbers drawn uniformly from -1 to 1.
fn random(len: usize, seed: u64) -> Vec<f32> {
    let mut rng = Pcg32::seed_from_u64(seed);
    (0..len).map(|_| rng.random_range(-1.0..1.0)).collect()
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
fn channels_swapped(values: &[f32], from: usize, to: usize) -> Vec<f32> {
    let image = |image: &[f32]| -> Vec<f32> { (0..from * to).map(|i| image[i % from * to + i / from]).collect() };
    values.chunks_exact(from * to).flat_map(image).collect()
}

fn compare_conv(client: &Client, batch: usize, conv: &Conv) {
    let what = |part: &str| format!("{part} of {conv:?}");
    let (height, width) = conv.output();
    let (pixels, positions) = (conv.height * conv.width, height * width);
    let images = random(batch * conv.image_len(), 1);
    let weight = random(conv.num_weights(), 2);
    let bias = random(conv.channels_out, 3);
    let gradient = random(batch * conv.output_len(), 4);

    let images_last = channels_swapped(&images, conv.channels_in, pixels);
    let expected = conv.forward(&images_last, &weight, &bias);
    let [images, weights, bias] = [&images, &weight, &bias].map(|values| up(client, values));
    let found = gpu::conv::forward(conv, client, batch, &images, &weights, &bias);
    let values = channels_swapped(&expected.values, positions, conv.channels_out);
    compare(&what("values"), client, &found.values, &values);

    let saved = conv::Saved::<&[f32], &[u8]> {
        images: &images_last,
        weight: &weight,
        values: &expected.values,
        indices: &expected.indices,
    };
    let gradient_last = channels_swapped(&gradient, conv.channels_out, positions);
    let expected = conv.backward(saved, &gradient_last, true);
    let saved = conv::Saved {
        images: &images,
        weight: &weights,
        values: &found.values,
        indices: &found.indices,
    };
    let found = gpu::conv::backward(conv, client, batch, saved, &up(client, &gradient), true);
    compare(&what("weight"), client, &found.weight, &expected.weight);
    compare(&what("bias"), client, &found.bias, &expected.bias);
    let expected = channels_swapped(&expected.images.expect("asked for"), pixels, conv.channels_in);
    compare(&what("images"), client, &found.images.expect("asked for"), &expected);
}

#[test]
fn convolutions_match_the_cpu() {
    let Some(client) = client() else { return };
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
            let options = Options {
                stride,
                pad,
                relu,
                pool,
            };
            let weight = [channels_out, channels_in, kernel, kernel];
            let conv = Conv::of([3, channels_in, height, width], weight, options);
            if conv.output().0 > 0 {
                compare_conv(&client, 3, &conv);
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
fn dense_layers_match_definition() {
    let Some(client) = client() else { return };
    for [count, features, units] in [[128, 784, 128], [33, 64, 10], [7, 13, 5], [1, 1, 1], [300, 28, 200]] {
        for relu in [false, true] {
            let what = |part: &str| format!("{part} of {count} rows, {features} to {units}, relu: {relu}");
            let layer = Dense { features, units, relu };
            let (x, w) = (random(count * features, 1), random(units * features, 2));
            let (b, g) = (random(units, 3), random(count * units, 4));
            let sum = |n: usize, term: &dyn Fn(usize) -> f32| (0..n).map(|i| f64::from(term(i))).sum::<f64>();
            let values = matrix(count, units, |row, unit| {
                let value = sum(features, &|i| x[row * features + i] * w[unit * features + i]) + f64::from(b[unit]);
                if relu { value.max(0.0) } else { value }
            });
            let masked = |i: usize| if relu && values[i] <= 0.0 { 0.0 } else { g[i] };

            let [rows, weight, bias, gradient] = [&x, &w, &b, &g].map(|values| up(&client, values));
            let found = gpu::dense::forward(&layer, &client, count, &rows, &weight, &bias);
            compare(&what("values"), &client, &found, &values);
            let saved = dense::Saved {
                rows: &rows,
                weight: &weight,
                values: &found,
            };
            let found = gpu::dense::backward(&layer, &client, count, saved, &gradient, true);
            let by_rows = matrix(count, features, |row, i| {
                sum(units, &|unit| masked(row * units + unit) * w[unit * features + i])
            });
            let by_weight = matrix(units, features, |unit, i| {
                sum(count, &|row| masked(row * units + unit) * x[row * features + i])
            });
            let by_bias = matrix(1, units, |_, unit| sum(count, &|row| masked(row * units + unit)));
            compare(&what("rows"), &client, &found.rows.unwrap(), &by_rows);
            compare(&what("weight"), &client, &found.weight, &by_weight);
            compare(&what("bias"), &client, &found.bias, &by_bias);
        }
    }
}

#[test]
fn adam_matches_the_cpu() {
    let Some(client) = client() else { return };
    let step = Adam {
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-7,
        rate: 0.1,
        root: 0.3,
        decay: 0.1,
        keep: 0.99,
    };
    let len = 1000;
    let [value, gradient, mut mean] = [1, 2, 3].map(|seed| random(len, seed));
    let mut square: Vec<f32> = random(len, 4).iter().map(|number| number.abs()).collect();
    let [values, gradients, means, squares] = [&value, &gradient, &mean, &square].map(|values| up(&client, values));
    let expected = step.update(&value, &gradient, &mut mean, &mut square);
    let updated = gpu::adam::update(&step, &client, len, &values, &gradients, &means, &squares);
    compare("weights", &client, &updated, &expected);
    compare("means", &client, &means, &mean);
    compare("squares", &client, &squares, &square);
}

#[test]
fn losses_match_the_cpu() {
    let Some(client) = client() else { return };
    for (rows, classes, smoothing) in [(1, 2, 0.0), (70, 10, 0.0), (129, 37, 0.2)] {
        let logits: Vec<f32> = random(rows * classes, 1).iter().map(|x| 5.0 * x).collect();
        let hot = |at| f32::from(u8::from(at % classes == at / classes * 3 % classes));
        let targets: Vec<f32> = (0..rows * classes).map(hot).collect();
        let gradient = random(rows, 2);
        let entropy = CrossEntropy { classes, smoothing };
        let expected = entropy.forward(&logits, &targets);
        let [on_logits, on_targets, on_gradient] = [&logits, &targets, &gradient].map(|values| up(&client, values));
        let found = gpu::loss::forward(&entropy, &client, rows, &on_logits, &on_targets);
        compare("losses", &client, &found.values, &expected.values);
        compare("gradients of each row", &client, &found.gradients, &expected.gradients);
        let backward = gpu::loss::backward(&entropy, &client, rows, &found.gradients, &on_gradient);
        let expected_backward = entropy.backward(&expected.gradients, &gradient);
        compare("gradients", &client, &backward, &expected_backward);
        let marks = gpu::loss::marks(&client, rows, classes, &found.values, &on_logits, &on_targets);
        let bytes = client.read_one_unchecked(marks);
        let correct: f32 = f32::from_bytes(&bytes)[rows..2 * rows].iter().sum();
        let [_, expected] = loss::sums(classes, &expected.values, &logits, &targets);
        assert_eq!(correct, expected);
    }
}
