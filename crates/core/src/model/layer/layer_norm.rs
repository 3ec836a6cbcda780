//! Layer normalisation.

#[cfg(feature = "export")]
pub(super) mod export;

use burn::tensor::{Tensor, module};
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, Plan, product};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{ParamSpec, Weights};

/// PyTorch's.
pub(super) const EPSILON: f64 = 1e-5;

/// `(x - mean) / sqrt(variance + 1e-5) * weight + bias`, over all numbers of an image or of features, or over the
/// features of each position of a sequence (Ba et al., 2016).
///
/// Parameters: `weight` and `bias`, of the normalised shape.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerNorm {}

/// Weight and bias, under `prefix`.
pub(super) fn params(prefix: &str, shape: &[usize]) -> Vec<ParamSpec> {
    vec![
        ParamSpec::constant(&format!("{prefix}weight"), shape, 1.0),
        ParamSpec::constant(&format!("{prefix}bias"), shape, 0.0),
    ]
}

/// Over the last dimension of `x`, by the first two of `weights`, however they are shaped.
pub(super) fn normalize<const D: usize>(x: Tensor<D>, weights: Weights<'_>) -> Tensor<D> {
    let (weight, bias) = (weights.tensors[0].clone(), weights.tensors[1].clone());
    module::layer_norm(x, weight, Some(bias), EPSILON)
}

impl Layer for LayerNorm {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        let shape = if let [_, features] = input {
            std::slice::from_ref(features)
        } else {
            input
        };
        product(shape)?;
        Ok(Plan {
            params: params("", shape),
            scratch: product(input)?,
            ..Plan::plain(input)
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &ForwardContext) -> Activation {
        match x {
            Activation::Image(x) => {
                let shape = x.dims();
                let flat: Tensor<2> = x.flatten(1, 3);
                Activation::Image(normalize(flat, weights).reshape(shape))
            }
            Activation::Sequence(x) => Activation::Sequence(normalize(x, weights)),
            Activation::Features(x) => Activation::Features(normalize(x, weights)),
        }
    }
}
