//! AdaGrad.

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{EPSILON, Optimizer, Update, decayed};
use crate::error::Error;

/// `s += g^2`, `w -= rate g / (sqrt(s) + epsilon)` (Duchi et al., 2011). Weight decay is added to the gradient.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AdaGrad {
    /// Above 0.
    pub epsilon: f64,
}

impl Default for AdaGrad {
    /// PyTorch's.
    fn default() -> Self {
        Self { epsilon: 1e-10 }
    }
}

impl Optimizer for AdaGrad {
    fn check(&self) -> Result<(), Error> {
        EPSILON.check(self.epsilon)
    }

    fn state_names(&self) -> &'static [&'static str] {
        &["sum"]
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let gradient = decayed(gradient, &value, at.weight_decay);
        let [sum] = state else {
            unreachable!("AdaGrad keeps one tensor a parameter")
        };
        *sum = sum.clone() + gradient.clone().square();
        value - gradient / (sum.clone().sqrt() + self.epsilon) * at.rate
    }
}
