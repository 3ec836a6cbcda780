//! Pooling.

#[cfg(feature = "export")]
mod export;

use burn::tensor::module::{avg_pool2d, max_pool2d};
use burn::tensor::ops::{AvgPoolOptions, MaxPoolOptions};
use serde::{Deserialize, Serialize};

use super::{Layer, Plan, positive};
use crate::model::flow::{Activation, Pass};
use crate::model::param::Weights;

/// Why a layer that looks at places cannot take anything else.
pub(super) const NO_IMAGE: &str =
    "it takes an image `[channels, height, width]`. Move it before the layer that gives up the image's shape.";

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

fn plan(size: usize, input: &[usize]) -> Result<Plan, String> {
    let &[depth, height, width] = input else {
        return Err(NO_IMAGE.into());
    };
    positive("size", size)?;
    if size > height.min(width) {
        return Err(format!(
            "pooling by {size} leaves nothing of the image. Remove it, or pool by less."
        ));
    }
    Ok(Plan::plain(&[depth, height / size, width / size]))
}

impl Layer for MaxPool2d {
    fn plan(&self, input: &[usize]) -> Result<Plan, String> {
        plan(self.size, input)
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &Pass) -> Activation {
        let Activation::Image(x) = x else {
            unreachable!("a checked architecture pools images")
        };
        Activation::Image(max_pool2d(x, MaxPoolOptions::new([self.size; 2])))
    }
}

impl Layer for AvgPool2d {
    fn plan(&self, input: &[usize]) -> Result<Plan, String> {
        plan(self.size, input)
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &Pass) -> Activation {
        let Activation::Image(x) = x else {
            unreachable!("a checked architecture pools images")
        };
        Activation::Image(avg_pool2d(x, AvgPoolOptions::new([self.size; 2])))
    }
}

impl Layer for GlobalAvgPool {
    fn plan(&self, input: &[usize]) -> Result<Plan, String> {
        match *input {
            [channels, _, _] => Ok(Plan::plain(&[channels])),
            [_, features] => Ok(Plan::plain(&[features])),
            _ => Err("it takes an image or a sequence, not features. Remove it.".into()),
        }
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &Pass) -> Activation {
        Activation::Features(match x {
            Activation::Image(x) => x.flatten::<3>(2, 3).mean_dim(2).squeeze_dim(2),
            Activation::Sequence(x) => x.mean_dim(1).squeeze_dim(1),
            Activation::Features(x) => x,
        })
    }
}
