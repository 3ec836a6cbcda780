//! Dropout.

#[cfg(feature = "export")]
mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, within};
use crate::error::Range;
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

/// That a rate, the value of the field `field`, leaves something.
pub(super) fn check(field: &'static str, rate: f64) -> Result<(), LayerProblem> {
    within(field, "dropout rate", Range::between(0.0, 1.0).below(), rate)
}

/// Drops some of `x`.
pub(super) fn drop<const D: usize>(x: Tensor<D>, rate: f64, pass: &Pass) -> Tensor<D> {
    match pass.mask(rate, x.dims(), &x.device()) {
        Some(mask) => x * mask,
        None => x,
    }
}

impl Layer for Dropout {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        check("rate", self.rate)?;
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
