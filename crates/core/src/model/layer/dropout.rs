//! Dropout.

#[cfg(feature = "export")]
mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, Plan};
use crate::model::flow::{Activation, Pass};
use crate::model::param::Weights;

/// While training, sets each activation to zero with probability `rate` and scales the others by `1 / (1 - rate)`
/// (Srivastava et al., 2014); otherwise does nothing.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dropout {
    /// 0 to below 1.
    pub rate: f64,
}

/// That a rate leaves something.
pub(super) fn check(rate: f64) -> Result<(), String> {
    if (0.0..1.0).contains(&rate) {
        Ok(())
    } else {
        Err(format!(
            "its dropout rate must be at least 0 and below 1, but is {rate}."
        ))
    }
}

/// Drops some of `x`.
pub(super) fn drop<const D: usize>(x: Tensor<D>, rate: f64, pass: &Pass) -> Tensor<D> {
    match pass.mask(rate, x.dims(), &x.device()) {
        Some(mask) => x * mask,
        None => x,
    }
}

impl Layer for Dropout {
    fn plan(&self, input: &[usize]) -> Result<Plan, String> {
        check(self.rate)?;
        Ok(Plan::plain(input))
    }

    fn forward(&self, x: Activation, _: Weights<'_>, pass: &Pass) -> Activation {
        match x {
            Activation::Image(x) => Activation::Image(drop(x, self.rate, pass)),
            Activation::Sequence(x) => Activation::Sequence(drop(x, self.rate, pass)),
            Activation::Features(x) => Activation::Features(drop(x, self.rate, pass)),
        }
    }
}
