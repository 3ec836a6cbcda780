//! Any shape to features.

#[cfg(feature = "export")]
mod export;

use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, Plan, product};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::Weights;

/// `[c, h, w]` to `[c*h*w]`, `[positions, features]` to `[positions*features]`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flatten {}

impl Layer for Flatten {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        Ok(Plan::plain(&[product(input)?]))
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &ForwardContext) -> Activation {
        Activation::Features(x.flatten())
    }
}
