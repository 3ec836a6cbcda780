//! Pooling.

#[cfg(feature = "export")]
mod export;

use burn::tensor::module::{avg_pool2d, max_pool2d};
use burn::tensor::ops::{AvgPoolOptions, MaxPoolOptions};
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, positive};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::Weights;

/// Maximum over windows that do not overlap: `[c, h, w]` to `[c, h/size, w/size]`, rounded down.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MaxPool2d {
    /// Height and width of the window, and the stride, in pixels.
    pub size: usize,
}

/// Mean over windows that do not overlap: `[c, h, w]` to `[c, h/size, w/size]`, rounded down.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AvgPool2d {
    /// Height and width of the window, and the stride, in pixels.
    pub size: usize,
}

/// Mean over all places: `[c, h, w]` to `[c]`, or `[positions, features]` to `[features]`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlobalAvgPool {}

fn plan(size: usize, input: &[usize]) -> Result<Plan, LayerError> {
    let &[depth, height, width] = input else {
        return Err(LayerProblem::ImageNeeded.into());
    };
    positive("size", "size", size)?;
    if size > height.min(width) {
        return Err(LayerProblem::PoolTooLarge { size }.into());
    }
    Ok(Plan::plain(&[depth, height / size, width / size]))
}

impl Layer for MaxPool2d {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        plan(self.size, input)
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &ForwardContext) -> Activation {
        let Activation::Image(x) = x else {
            unreachable!("a checked architecture pools images")
        };
        Activation::Image(max_pool2d(x, MaxPoolOptions::new([self.size; 2])))
    }
}

impl Layer for AvgPool2d {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        plan(self.size, input)
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &ForwardContext) -> Activation {
        let Activation::Image(x) = x else {
            unreachable!("a checked architecture pools images")
        };
        Activation::Image(avg_pool2d(x, AvgPoolOptions::new([self.size; 2])))
    }
}

impl Layer for GlobalAvgPool {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        match *input {
            [channels, _, _] => Ok(Plan::plain(&[channels])),
            [_, features] => Ok(Plan::plain(&[features])),
            _ => Err(LayerProblem::PlacesNeeded.into()),
        }
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &ForwardContext) -> Activation {
        Activation::Features(match x {
            Activation::Image(x) => x.flatten::<3>(2, 3).mean_dim(2).squeeze_dim(2),
            Activation::Sequence(x) => x.mean_dim(1).squeeze_dim(1),
            Activation::Features(x) => x,
        })
    }
}
