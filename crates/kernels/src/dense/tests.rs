//! Every layer against its definition, in plain loops.

use proptest::prelude::*;

use super::{Dense, Saved};
use crate::random;

/// All sizes that matter: few units and many, more features than a block of terms has, rows of which most or few are zero.
fn layers() -> impl Strategy<Value = (Dense, usize, bool)> {
    let sizes = (prop_oneof![1..40usize, 500..530usize], 1..90usize, 1..40usize);
    (sizes, any::<(bool, bool)>()).prop_map(|((features, units, rows), (relu, sparse))| {
        let layer = Dense { features, units, relu };
        (layer, rows, sparse)
    })
}

/// `[rows, columns]` times `[columns, any]`, the numbers of both given by position.
fn product(size: [usize; 3], a: impl Fn(usize, usize) -> f32, b: impl Fn(usize, usize) -> f32) -> Vec<f64> {
    let [rows, inner, columns] = size;
    let sum = |row, column| (0..inner).map(|k| f64::from(a(row, k)) * f64::from(b(k, column))).sum();
    (0..rows * columns).map(|at| sum(at / columns, at % columns)).collect()
}

fn close(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let bound = 1e-4 * (1.0 + expected.abs());
        assert!(
            (f64::from(*found) - expected).abs() < bound,
            "{what} {at}: {found} {expected}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn values_and_gradients_match_definition((layer, count, sparse) in layers()) {
        let Dense { features, units, relu } = layer;
        let mut rows = random(count * features, 1);
        if sparse {
            rows.iter_mut().for_each(|x| *x = if *x < 0.6 { 0.0 } else { *x });
        }
        let weight = random(units * features, 2);
        let bias = random(units, 3);
        let values = layer.forward(&rows, &weight, &bias);
        let row = |r, f| rows[r * features + f];
        let mut expected = product([count, features, units], row, |f, u| weight[u * features + f]);
        for (at, value) in expected.iter_mut().enumerate() {
            *value += f64::from(bias[at % units]);
            *value = if relu { value.max(0.0) } else { *value };
        }
        close(&values, &expected, "values");

        // Which gradients ReLU makes 0 is read from the values that came out, so that rounding decides nothing.
        let gradient = random(count * units, 4);
        let masked = |r, u| if relu && values[r * units + u] <= 0.0 { 0.0 } else { gradient[r * units + u] };
        let saved = Saved::<&[f32]> { rows: &rows, weight: &weight, values: &values };
        let found = layer.backward(saved, &gradient, true);
        let back = product([count, units, features], masked, |u, f| weight[u * features + f]);
        close(&found.rows.expect("asked for"), &back, "gradient of rows");
        close(&found.weight, &product([units, count, features], |u, r| masked(r, u), row), "gradient of weight");
        close(&found.bias, &product([1, count, units], |_, _| 1.0, masked), "gradient of bias");
        prop_assert_eq!(layer.backward(saved, &gradient, false).rows, None);
    }
}

#[test]
fn non_finite_inputs_propagate() {
    let layer = Dense {
        features: 1,
        units: 1,
        relu: true,
    };
    assert!(layer.forward(&[1.0], &[f32::NAN], &[0.0])[0].is_nan());
}

#[test]
fn long_sums_keep_their_precision() {
    const ROWS: usize = 200_000;
    // Mostly zeros, and none.
    for zeros in [4, 0] {
        let layer = Dense {
            features: 5,
            units: 3,
            relu: false,
        };
        let row: Vec<f32> = (0..5).map(|i| if i < zeros { 0.0 } else { 0.7 }).collect();
        let rows = row.repeat(ROWS);
        let weight = vec![0.5; 15];
        let gradient = vec![0.1; 3 * ROWS];
        let saved = Saved::<&[f32]> {
            rows: &rows,
            weight: &weight,
            values: &[],
        };
        let found = layer.backward(saved, &gradient, false);
        let bias = ROWS as f64 * f64::from(0.1_f32);
        assert!(
            found.bias.iter().all(|b| (f64::from(*b) / bias - 1.0).abs() < 3e-7),
            "{:?}",
            found.bias
        );
        for (found, x) in found.weight.iter().zip(row.iter().cycle()) {
            let expected = bias * f64::from(*x);
            assert!(
                (f64::from(*found) - expected).abs() <= 2e-5 * expected,
                "{found} is not {expected}"
            );
        }
    }
}
