//! Stochastic gradient descent.

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{MOMENTUM, Optimizer, Update, decayed};
use crate::error::{ConfigProblem, ConfigRefusal, Error};

/// `b = momentum b + g`, `w -= rate b`; with Nesterov's look ahead, `w -= rate (g + momentum b)` (Sutskever et al.,
/// 2013). Weight decay is added to the gradient. Without momentum, `w -= rate g`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Sgd {
    /// Fraction of the last direction that is kept, at least 0 and below 1.
    pub momentum: f64,
    /// Nesterov's.
    pub nesterov: bool,
}

impl Optimizer for Sgd {
    fn check(&self) -> Result<(), Error> {
        MOMENTUM.check(self.momentum)?;
        if self.nesterov && self.momentum == 0.0 {
            return Err(ConfigRefusal::new("optimizer.momentum", ConfigProblem::NoMomentum).into());
        }
        Ok(())
    }

    fn state_names(&self) -> &'static [&'static str] {
        if self.momentum == 0.0 {
            &[]
        } else {
            &["momentum_buffer"]
        }
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let gradient = decayed(gradient, &value, at.weight_decay);
        let [buffer] = state else {
            return value - gradient * at.rate;
        };
        *buffer = buffer.clone() * self.momentum + gradient.clone();
        let direction = if self.nesterov {
            gradient + buffer.clone() * self.momentum
        } else {
            buffer.clone()
        };
        value - direction * at.rate
    }
}
