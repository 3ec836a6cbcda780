//! Against the definition, and the gradient against finite differences of it, in twice the precision.

use super::{BatchNorm, Statistics};

const ROWS: usize = 37;
const CHANNELS: usize = 5;

/// Numbers between -1 and 1 that look random.
fn numbers(len: usize, phase: f64) -> Vec<f64> {
    (0..len)
        .map(|i| ((i as f64 + phase) * 12.9898).sin() * 43758.5453 % 1.0)
        .collect()
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
fn it_computes_what_its_definition_says_and_the_gradient_of_that() {
    for relu in [false, true] {
        let norm = BatchNorm {
            channels: CHANNELS,
            epsilon: 1e-5,
            relu,
        };
        let (rows, gradient) = (numbers(ROWS * CHANNELS, 1.0), numbers(ROWS * CHANNELS, 2.0));
        let (weight, bias) = (numbers(CHANNELS, 3.0), numbers(CHANNELS, 4.0));
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
        let slope = |which: usize, at: usize| {
            let moved = |by: f64| {
                let mut given = [rows.clone(), weight.clone(), bias.clone()];
                given[which][at] += by;
                loss(&given[0], &given[1], &given[2])
            };
            (moved(1e-6) - moved(-1e-6)) / 2e-6
        };
        let slopes = |which: usize, len: usize| (0..len).map(|at| slope(which, at)).collect::<Vec<_>>();
        close(&found.rows, &slopes(0, ROWS * CHANNELS), 1e-4);
        close(&found.weight, &slopes(1, CHANNELS), 1e-4);
        close(&found.bias, &slopes(2, CHANNELS), 1e-4);
    }
}

#[test]
fn given_statistics_are_used() {
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
