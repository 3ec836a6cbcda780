//! Adam and AdamW.

use burn::tensor::Tensor;
use kiln_kernels::adam as kernel;
use serde::{Deserialize, Serialize};

use super::{BETA1, BETA2, EPSILON, Optimizer, Update};
use crate::error::Error;
use crate::op;

/// Adam (Kingma & Ba, 2015, algorithm 1): `m` and `v` are running means of the gradient and of its square, and `w -=
/// rate m' / (sqrt(v') + epsilon)` with both freed of their bias towards 0. Weight decay is added to the gradient.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Adam {
    /// Decay rate of the mean of gradients, at least 0 and below 1.
    pub beta1: f64,
    /// Decay rate of the mean of their squares, at least 0 and below 1.
    pub beta2: f64,
    /// Above 0.
    pub epsilon: f64,
}

/// Adam with its weight decay apart from the gradient: `w -= rate weight_decay w` first (Loshchilov & Hutter, 2019).
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AdamW {
    /// Decay rate of the mean of gradients, at least 0 and below 1.
    pub beta1: f64,
    /// Decay rate of the mean of their squares, at least 0 and below 1.
    pub beta2: f64,
    /// Above 0.
    pub epsilon: f64,
}

impl Default for Adam {
    /// Keras' numbers, with which the reference network was trained; PyTorch's epsilon is 1e-8.
    fn default() -> Self {
        Self {
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-7,
        }
    }
}

impl Default for AdamW {
    fn default() -> Self {
        let Adam { beta1, beta2, epsilon } = Adam::default();
        Self { beta1, beta2, epsilon }
    }
}

/// Optimizer state of both: running means of the gradient and of its square.
const STATE_NAMES: &[&str] = &["exp_avg", "exp_avg_sq"];

impl Optimizer for Adam {
    fn check(&self) -> Result<(), Error> {
        BETA1.check(self.beta1)?;
        BETA2.check(self.beta2)?;
        EPSILON.check(self.epsilon)
    }

    fn state_names(&self) -> &'static [&'static str] {
        STATE_NAMES
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let coefficients = kernel::Adam {
            decay: at.weight_decay,
            ..self.coefficients(at)
        };
        update(coefficients, value, gradient, state)
    }
}

impl Adam {
    /// Coefficients that are the same for all weights of a step, without weight decay. As in PyTorch, the corrections
    /// of bias go into two scalars.
    fn coefficients(&self, at: Update<'_>) -> kernel::Adam {
        let step = at.step as f64;
        kernel::Adam {
            beta1: self.beta1,
            beta2: self.beta2,
            epsilon: self.epsilon,
            rate: at.rate / (1.0 - self.beta1.powf(step)),
            root: (1.0 - self.beta2.powf(step)).sqrt(),
            decay: 0.0,
            keep: 1.0,
        }
    }
}

fn update(coefficients: kernel::Adam, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>]) -> Tensor<1> {
    let [mean, square] = state else {
        unreachable!("Adam keeps two tensors a parameter")
    };
    op::adam(coefficients, value, gradient, mean, square)
}

impl Optimizer for AdamW {
    fn check(&self) -> Result<(), Error> {
        Adam::from(*self).check()
    }

    fn state_names(&self) -> &'static [&'static str] {
        STATE_NAMES
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let coefficients = kernel::Adam {
            keep: 1.0 - at.rate * at.weight_decay,
            ..Adam::from(*self).coefficients(at)
        };
        update(coefficients, value, gradient, state)
    }
}

impl From<AdamW> for Adam {
    fn from(AdamW { beta1, beta2, epsilon }: AdamW) -> Self {
        Self { beta1, beta2, epsilon }
    }
}
