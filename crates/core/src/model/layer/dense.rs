//! Fully connected layers.

#[cfg(feature = "export")]
pub(super) mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, Plan, positive, product, work};
use crate::model::flow::{Activation, Pass};
use crate::model::param::{ParamSpec, Weights};

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
    fn plan(&self, input: &[usize]) -> Result<Plan, String> {
        let units = self.units;
        positive("number of units", units)?;
        let (positions, features) = match *input {
            [features] => (None, features),
            [positions, features] => (Some(positions), features),
            _ => return Err("it takes features, not an image. Put a flatten layer before it.".into()),
        };
        Ok(Plan {
            output: positions.into_iter().chain([units]).collect(),
            params: params("", features, units)?,
            multiply_adds: work(&[positions.unwrap_or(1), features, units]),
            scratch: 0,
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &Pass) -> Activation {
        match x {
            Activation::Features(x) => Activation::Features(linear(x, weights)),
            Activation::Sequence(x) => Activation::Sequence(linear_sequence(x, weights)),
            Activation::Image(_) => unreachable!("a checked architecture flattens images before"),
        }
    }
}

/// Weight and bias of a fully connected layer, under `prefix`.
pub(super) fn params(prefix: &str, features: usize, units: usize) -> Result<Vec<ParamSpec>, String> {
    product(&[features, units])?;
    Ok(vec![
        ParamSpec::drawn(&format!("{prefix}weight"), &[units, features], features, units),
        ParamSpec::constant(&format!("{prefix}bias"), &[units], 0.0),
    ])
}

/// `[batch, n]` to `[batch, units]` by the first two of `weights`.
pub(super) fn linear(x: Tensor<2>, weights: Weights<'_>) -> Tensor<2> {
    x.matmul(weights.get::<2>(0).transpose()) + weights.get::<1>(1).unsqueeze()
}

/// `[batch, positions, n]` to `[batch, positions, units]`: one product of all rows, not one an image.
pub(super) fn linear_sequence(x: Tensor<3>, weights: Weights<'_>) -> Tensor<3> {
    let [batch, positions, features] = x.dims();
    let y = linear(x.reshape([batch * positions, features]), weights);
    let units = y.dims()[1];
    y.reshape([batch, positions, units])
}
