//! Against the definition, and the gradient against finite differences of it, in twice the precision.

use super::{BatchNorm, Statistics};

const ROWS: usize = 37;
const CHANNELS: usize = 5;

/// Uniform between -1 and 1.
fn random(len: usize, seed: u64) -> Vec<f64> {
    crate::random(len, seed).into_iter().map(f64::from).collect()
}

fn narrow(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|x| *x as f32).collect()
}

/// What comes out by definition.
fn defined(norm: BatchNorm, rows: &[f64], weight: &[f64], bias: &[f64]) -> Vec<f64> {
    let mut values = vec![0.0; rows.len()];
    for c in 0..CHANNELS {
        let column: Vec<f64> = rows.iter().skip(c).step_by(CHANNELS).copied().collect();
        let mean = column.iter().sum::<f64>() / ROWS as f64;
        let variance = column.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / ROWS as f64;
        for (row, x) in column.iter().enumerate() {
            let y = (x - mean) / (variance + f64::from(norm.epsilon)).sqrt() * weight[c] + bias[c];
            values[row * CHANNELS + c] = if norm.relu { y.max(0.0) } else { y };
        }
    }
    values
}

fn close(found: &[f32], expected: &[f64], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (f64::from(*found) - expected).abs() < within,
            "{found} is not {expected}"
        );
    }
}

#[test]
fn values_and_gradients_match_definition() {
    for relu in [false, true] {
        let norm = BatchNorm {
            channels: CHANNELS,
            epsilon: 1e-5,
            relu,
        };
        let (rows, gradient) = (random(ROWS * CHANNELS, 1), random(ROWS * CHANNELS, 2));
        let (weight, bias) = (random(CHANNELS, 3), random(CHANNELS, 4));
        let narrowed = narrow(&rows);
        let statistics = norm.statistics(&narrowed);
        let values = norm.forward(&narrowed, &statistics, &narrow(&weight), &narrow(&bias));
        close(&values, &defined(norm, &rows, &weight, &bias), 1e-5);

        let found = norm.backward(&narrowed, &statistics, &narrow(&weight), &values, &narrow(&gradient));
        let loss = |rows: &[f64], weight: &[f64], bias: &[f64]| -> f64 {
            defined(norm, rows, weight, bias)
                .iter()
                .zip(&gradient)
                .map(|(y, g)| y * g)
                .sum()
        };
        let difference = |which: usize, at: usize| {
            let moved = |by: f64| {
                let mut given = [rows.clone(), weight.clone(), bias.clone()];
                given[which][at] += by;
                loss(&given[0], &given[1], &given[2])
            };
            (moved(1e-6) - moved(-1e-6)) / 2e-6
        };
        let differences = |which: usize, len: usize| (0..len).map(|at| difference(which, at)).collect::<Vec<_>>();
        close(&found.rows, &differences(0, ROWS * CHANNELS), 1e-4);
        close(&found.weight, &differences(1, CHANNELS), 1e-4);
        close(&found.bias, &differences(2, CHANNELS), 1e-4);
    }
}

#[test]
fn forward_uses_given_statistics() {
    let norm = BatchNorm {
        channels: 1,
        epsilon: 0.0,
        relu: false,
    };
    let statistics = Statistics {
        mean: vec![1.0],
        variance: vec![4.0],
    };
    assert_eq!(norm.forward(&[1.0, 5.0], &statistics, &[3.0], &[0.5]), [0.5, 6.5]);
}

/// Of `rows`, `[any, channels]`, in f64: mean and variance of every channel.
fn exact(rows: &[f32], channels: usize) -> Vec<(f64, f64)> {
    let count = (rows.len() / channels) as f64;
    let column = |c: usize| rows.iter().skip(c).step_by(channels).map(|x| f64::from(*x));
    let both = |c| {
        let mean = column(c).sum::<f64>() / count;
        (mean, column(c).map(|x| (x - mean).powi(2)).sum::<f64>() / count)
    };
    (0..channels).map(both).collect()
}

/// As many rows as images of 28 x 28 have in a batch of 1,024: grays of a narrow range, far from 0, and one that is all the
/// same. Added one after another in f32, their means are off by a quarter of a standard deviation.
#[test]
fn statistics_of_many_rows_are_exact_to_rounding() {
    const CHANNELS: usize = 3;
    let rows: Vec<f32> = (0..1_024 * 784)
        .flat_map(|row: u32| {
            let gray = 250 + row * 7919 % 6;
            [
                gray as f32 / 255.0,
                if row.is_multiple_of(2) { 1000.0 } else { 1000.5 },
                0.1,
            ]
        })
        .collect();
    let norm = BatchNorm {
        channels: CHANNELS,
        epsilon: 1e-5,
        relu: false,
    };
    let found = norm.statistics(&rows);
    for (c, (mean, variance)) in exact(&rows, CHANNELS).into_iter().enumerate() {
        let off = (f64::from(found.mean[c]) - mean).abs();
        assert!(
            off <= mean * f64::from(f32::EPSILON),
            "{c}: {} is not {mean}",
            found.mean[c]
        );
        let off = (f64::from(found.variance[c]) - variance).abs();
        assert!(
            off <= 1e-6 * variance + 1e-12,
            "{c}: {} is not {variance}",
            found.variance[c]
        );
    }
    let broken = norm.statistics(&[f32::NAN, 1.0, 1.0, 2.0, 1.0, 1.0]);
    assert!(broken.mean[0].is_nan() && broken.variance[0].is_nan());
}

#[test]
fn gradients_of_many_rows_are_exact_to_rounding() {
    const COUNT: usize = 128 * 784;
    let norm = BatchNorm {
        channels: 1,
        epsilon: 1e-5,
        relu: false,
    };
    let rows: Vec<f32> = (0..COUNT).map(|i| 0.5 + (i * 7919 % 1009) as f32 / 1009.0).collect();
    let gradient: Vec<f32> = (0..COUNT)
        .map(|i| 0.1 + (i * 104_729 % 997) as f32 / 99_700.0)
        .collect();
    let statistics = norm.statistics(&rows);
    let found = norm.backward(&rows, &statistics, &[1.0], &[], &gradient);
    let (mean, variance) = exact(&rows, 1)[0];
    let scale = 1.0 / (variance + 1e-5).sqrt();
    let pairs = || {
        rows.iter()
            .zip(&gradient)
            .map(|(x, g)| ((f64::from(*x) - mean) * scale, f64::from(*g)))
    };
    let (bias, weight) = pairs().fold((0.0, 0.0), |(bias, weight), (x, g)| (bias + g, weight + g * x));
    assert!(
        (f64::from(found.bias[0]) / bias - 1.0).abs() < 3e-7,
        "{} {bias}",
        found.bias[0]
    );
    // Terms cancel, so that the error is measured by the sum of their sizes.
    let size: f64 = pairs().map(|(x, g)| (g * x).abs()).sum();
    assert!(
        (f64::from(found.weight[0]) - weight).abs() < 3e-7 * size,
        "{} {weight}",
        found.weight[0]
    );
}
