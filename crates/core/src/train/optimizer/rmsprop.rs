//! RMSProp.

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{ALPHA, EPSILON, MOMENTUM, Optimizer, Update, decayed};
use crate::error::Error;

/// `v = alpha v + (1 - alpha) g^2`, `w -= rate g / (sqrt(v) + epsilon)` (Hinton's lecture 6e, 2012); with momentum,
/// that quotient is added up as in [`super::Sgd`]. Weight decay is added to the gradient.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RmsProp {
    /// Decay rate of the mean of squares, at least 0 and below 1.
    pub alpha: f64,
    /// At least 0 and below 1.
    pub momentum: f64,
    /// Above 0.
    pub epsilon: f64,
}

impl Default for RmsProp {
    /// PyTorch's.
    fn default() -> Self {
        Self {
            alpha: 0.99,
            momentum: 0.0,
            epsilon: 1e-8,
        }
    }
}

impl Optimizer for RmsProp {
    fn check(&self) -> Result<(), Error> {
        ALPHA.check(self.alpha)?;
        MOMENTUM.check(self.momentum)?;
        EPSILON.check(self.epsilon)
    }

    fn state_names(&self) -> &'static [&'static str] {
        if self.momentum == 0.0 {
            &["square_avg"]
        } else {
            &["square_avg", "momentum_buffer"]
        }
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let gradient = decayed(gradient, &value, at.weight_decay);
        let [square, buffer @ ..] = state else {
            unreachable!("RMSProp keeps a tensor a parameter at least")
        };
        *square = square.clone() * self.alpha + gradient.clone().square() * (1.0 - self.alpha);
        let mut direction = gradient / (square.clone().sqrt() + self.epsilon);
        if let [buffer] = buffer {
            *buffer = buffer.clone() * self.momentum + direction;
            direction = buffer.clone();
        }
        value - direction * at.rate
    }
}
