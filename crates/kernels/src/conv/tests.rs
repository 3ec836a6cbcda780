//! Every convolution against its definition, in plain loops.

use proptest::prelude::*;

use super::{Conv, Options, Saved};
use crate::random;

/// All sizes that matter: odd edges, one channel, more filters than a register holds, strides and borders.
fn convolutions() -> impl Strategy<Value = (Conv, usize)> {
    let sizes = (1..12usize, 1..20usize, 1..4usize, 1..3usize, 0..9usize, 0..9usize);
    (sizes, any::<(bool, bool, bool)>(), 1..20usize).prop_map(|(sizes, (same, relu, pool), batch)| {
        let (channels_in, channels_out, kernel, stride, more_height, more_width) = sizes;
        let kernel = 2 * kernel - 1;
        let pad = if same { kernel / 2 } else { 0 };
        let conv = Conv {
            channels_in,
            height: kernel + stride + more_height,
            width: kernel + stride + more_width,
            channels_out,
            kernel,
            options: Options {
                stride,
                pad,
                relu,
                pool,
            },
        };
        (conv, batch)
    })
}

/// A number by definition.
struct Value {
    value: f64,
    /// The position it comes from.
    position: (usize, usize),
    /// Whether rounding decides which position that is, or whether ReLU lets it through.
    doubtful: bool,
}

/// What comes out by definition.
fn defined(conv: &Conv, images: &[f32], weight: &[f32], bias: &[f32]) -> Vec<Value> {
    let (height, width) = conv.output();
    let batch = images.len() / (conv.height * conv.width * conv.channels_in);
    let mut values = Vec::new();
    for image in 0..batch {
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            for (k, bias) in bias.iter().enumerate() {
                let positions = if conv.options.pool {
                    vec![
                        (2 * y, 2 * x),
                        (2 * y, 2 * x + 1),
                        (2 * y + 1, 2 * x),
                        (2 * y + 1, 2 * x + 1),
                    ]
                } else {
                    vec![(y, x)]
                };
                let sum = |(y, x): (usize, usize)| {
                    let mut sum = f64::from(*bias);
                    each(conv, image, y, x, k, |pixel, weight_at| {
                        sum += f64::from(images[pixel]) * f64::from(weight[weight_at]);
                    });
                    (sum, (y, x))
                };
                let mut sums: Vec<_> = positions.into_iter().map(sum).collect();
                sums.sort_by(|a, b| b.0.total_cmp(&a.0));
                let (value, position) = sums[0];
                let close = sums.get(1).is_some_and(|second| value - second.0 < 1e-5);
                values.push(Value {
                    value: if conv.options.relu { value.max(0.0) } else { value },
                    position,
                    doubtful: close || (conv.options.relu && value.abs() < 1e-5),
                });
            }
        }
    }
    values
}

/// Every pixel and weight that meet where filter `k` stands at `(y, x)`.
fn each(conv: &Conv, image: usize, y: usize, x: usize, k: usize, mut meet: impl FnMut(usize, usize)) {
    for (ky, kx) in (0..conv.kernel).flat_map(|ky| (0..conv.kernel).map(move |kx| (ky, kx))) {
        let (row, column) = (y * conv.options.stride + ky, x * conv.options.stride + kx);
        let inside = |at: usize, side: usize| (conv.options.pad..conv.options.pad + side).contains(&at);
        if !inside(row, conv.height) || !inside(column, conv.width) {
            continue;
        }
        for c in 0..conv.channels_in {
            let pixel = (image * conv.height + row - conv.options.pad) * conv.width + column - conv.options.pad;
            let weight = ((k * conv.channels_in + c) * conv.kernel + ky) * conv.kernel + kx;
            meet(pixel * conv.channels_in + c, weight);
        }
    }
}

fn close(name: &str, found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{name}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let far = (f64::from(*found) - expected).abs();
        assert!(
            far <= 1e-4 * (1.0 + expected.abs()),
            "{name}[{at}] is {found}, not {expected}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn values_and_gradients_match_definition((conv, batch) in convolutions(), seed in 0..1000u64) {
        let images = random(batch * conv.image_len(), seed);
        let weight = random(conv.num_weights(), seed + 1000);
        let bias = random(conv.channels_out, seed + 2000);
        let expected = defined(&conv, &images, &weight, &bias);
        let output = conv.forward(&images, &weight, &bias);
        close("values", &output.values, &expected.iter().map(|number| number.value).collect::<Vec<_>>());

        let mut gradient = random(output.values.len(), seed + 3000);
        let (height, width) = conv.output();
        let mut of_images = vec![0.0; images.len()];
        let mut of_weight = vec![0.0; weight.len()];
        let mut of_bias = vec![0.0; bias.len()];
        for (at, (expected, gradient)) in expected.iter().zip(&mut gradient).enumerate() {
            if expected.doubtful {
                *gradient = 0.0;
            }
            if conv.options.relu && expected.value == 0.0 {
                continue;
            }
            let (k, image) = (at % conv.channels_out, at / (conv.channels_out * height * width));
            let ((y, x), gradient) = (expected.position, f64::from(*gradient));
            of_bias[k] += gradient;
            each(&conv, image, y, x, k, |pixel, weight_at| {
                of_images[pixel] += gradient * f64::from(weight[weight_at]);
                of_weight[weight_at] += gradient * f64::from(images[pixel]);
            });
        }
        let saved = Saved::<&[f32], &[u8]> { images: &images, weight: &weight, values: &output.values, indices: &output.indices };
        let found = conv.backward(saved, &gradient, true);
        close("gradient of the images", found.images.as_deref().unwrap(), &of_images);
        close("gradient of the weight", &found.weight, &of_weight);
        close("gradient of the bias", &found.bias, &of_bias);
        prop_assert!(conv.backward(saved, &gradient, false).images.is_none());
    }
}

/// The gradients of weight and bias are sums over all positions of all images.
#[test]
fn long_sums_keep_their_precision() {
    const SIDE: usize = 128;
    for (channels_in, pool) in [(1, false), (1, true), (8, true)] {
        let conv = Conv {
            channels_in,
            height: SIDE,
            width: SIDE,
            channels_out: 2,
            kernel: 3,
            options: Options {
                stride: 1,
                pad: 0,
                relu: false,
                pool,
            },
        };
        let images = vec![0.7; 4 * SIDE * SIDE * channels_in];
        let weight = vec![0.0; 2 * channels_in * 9];
        let output = conv.forward(&images, &weight, &[0.0; 2]);
        let gradient = vec![0.1; output.values.len()];
        let saved = Saved::<&[f32], &[u8]> {
            images: &images,
            weight: &weight,
            values: &output.values,
            indices: &output.indices,
        };
        let found = conv.backward(saved, &gradient, false);
        let bias = (gradient.len() / 2) as f64 * f64::from(0.1_f32);
        let weight = bias * f64::from(0.7_f32);
        for (found, expected) in found
            .bias
            .iter()
            .map(|b| (b, bias))
            .chain(found.weight.iter().map(|w| (w, weight)))
        {
            let off = f64::from(*found) / expected - 1.0;
            assert!(off.abs() < 1e-5, "{channels_in} {pool}: {found} is not {expected}");
        }
        assert!(
            found
                .bias
                .iter()
                .all(|found| (f64::from(*found) / bias - 1.0).abs() < 3e-7)
        );
    }
}
