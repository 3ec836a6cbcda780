//! Muon.

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{AdamW, MOMENTUM, Optimizer, Update};
use crate::error::Error;
use crate::model::param::Initializer;

/// Muon (Jordan et al., 2024): Nesterov's momentum, whose matrix is then brought close to the nearest orthogonal one.
/// A step of a matrix `[rows, columns]` is scaled by `0.2 sqrt(max(rows, columns))`, so that learning rates mean what
/// they mean for AdamW (Liu et al., 2025), which is what updates everything else: biases, gains, positions. Filters
/// count as matrices `[channels, rest]`. Weight decay is apart from the gradient.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Muon {
    /// At least 0 and below 1.
    pub momentum: f64,
}

impl Default for Muon {
    /// Its authors'.
    fn default() -> Self {
        Self { momentum: 0.95 }
    }
}

/// Coefficients of the quintic Newton-Schulz iteration, and the number of iterations: Jordan's.
const COEFFICIENTS: (f64, f64, f64) = (3.4445, -4.7750, 2.0315);
const ITERATIONS: usize = 5;
const EPSILON: f64 = 1e-7;

impl Optimizer for Muon {
    fn check(&self) -> Result<(), Error> {
        MOMENTUM.check(self.momentum)
    }

    fn state_names(&self) -> &'static [&'static str] {
        // The second is for parameters that AdamW updates, and stays 0 for matrices.
        &["momentum_buffer", "exp_avg_sq"]
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let [rows, rest @ ..] = at.spec.shape.as_slice() else {
            return value;
        };
        let is_matrix = !rest.is_empty() && matches!(at.spec.initializer, Initializer::Drawn { .. });
        if !is_matrix {
            return AdamW::default().update(value, gradient, state, at);
        }
        let buffer = &mut state[0];
        *buffer = buffer.clone() * self.momentum + gradient.clone() * (1.0 - self.momentum);
        let ahead = gradient * (1.0 - self.momentum) + buffer.clone() * self.momentum;
        let (rows, columns) = (*rows, rest.iter().product::<usize>());
        let direction = orthogonal(ahead.reshape([rows, columns])).reshape([rows * columns]);
        let scale = 0.2 * (rows.max(columns) as f64).sqrt();
        value * (1.0 - at.rate * at.weight_decay) - direction * (at.rate * scale)
    }
}

/// A matrix with the same singular vectors, whose singular values are all near 1.
fn orthogonal(matrix: Tensor<2>) -> Tensor<2> {
    let [rows, columns] = matrix.dims();
    let tall = rows > columns;
    let mut x = if tall { matrix.transpose() } else { matrix };
    let norm: Tensor<2> = x.clone().square().sum().sqrt().clamp_min(EPSILON).unsqueeze();
    x = x / norm;
    let (a, b, c) = COEFFICIENTS;
    for _ in 0..ITERATIONS {
        let gram = x.clone().matmul(x.clone().transpose());
        let mix = gram.clone() * b + gram.clone().matmul(gram) * c;
        x = x.clone() * a + mix.matmul(x);
    }
    if tall { x.transpose() } else { x }
}
