//! Fully connected layers.

#[cfg(feature = "export")]
pub(super) mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, positive, product, work};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{ParamSpec, Weights};
use crate::op;

/// Fully connected, `y = x W^T + b`: `[n]` to `[units]`, or `[positions, n]` to `[positions, units]`.
///
/// Parameters: `weight` `[units, n]` and `bias` `[units]`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dense {
    /// Number of outputs.
    pub units: usize,
}

impl Layer for Dense {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        let units = self.units;
        positive("units", "number of units", units)?;
        let (positions, features) = match *input {
            [features] => (None, features),
            [positions, features] => (Some(positions), features),
            _ => return Err(LayerProblem::FeaturesNeeded.into()),
        };
        Ok(Plan {
            output: positions.into_iter().chain([units]).collect(),
            params: params("", features, units)?,
            multiply_adds: work(&[positions.unwrap_or(1), features, units]),
            scratch: 0,
            within: Vec::new(),
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &ForwardContext) -> Activation {
        self.followed_by(false, x, weights)
    }
}

impl Dense {
    /// Fused with a ReLU behind it, if `relu`.
    pub(super) fn followed_by(&self, relu: bool, x: Activation, weights: Weights<'_>) -> Activation {
        match x {
            Activation::Features(x) => Activation::Features(op::dense(x, weights.get(0), weights.get(1), relu)),
            Activation::Sequence(x) => Activation::Sequence(linear_sequence(x, weights, relu)),
            Activation::Image(_) => unreachable!("a checked architecture flattens images before"),
        }
    }
}

/// Weight and bias of a fully connected layer, under `prefix`.
pub(super) fn params(prefix: &str, features: usize, units: usize) -> Result<Vec<ParamSpec>, LayerProblem> {
    product(&[features, units])?;
    Ok(vec![
        ParamSpec::drawn(&format!("{prefix}weight"), &[units, features], features, units),
        ParamSpec::constant(&format!("{prefix}bias"), &[units], 0.0),
    ])
}

/// `[batch, positions, n]` to `[batch, positions, units]` by the first two of `weights`, and `max(0, x)` of it if
/// `relu`: one product of all rows, not one an image.
pub(super) fn linear_sequence(x: Tensor<3>, weights: Weights<'_>, relu: bool) -> Tensor<3> {
    let [batch, positions, features] = x.dims();
    let rows = x.reshape([batch * positions, features]);
    let y = op::dense(rows, weights.get(0), weights.get(1), relu);
    let units = y.dims()[1];
    y.reshape([batch, positions, units])
}
