//! Convolution.

#[cfg(feature = "export")]
pub(super) mod export;

use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, positive, product, work};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{ParamSpec, Weights};
use crate::op;

/// Padding around an image.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Padding {
    /// No padding: a filter stays within the image.
    #[default]
    Valid,
    /// `(kernel - 1) / 2` zeros on every side; with stride 1 the image keeps its size. Takes an odd kernel.
    Same,
}

/// 2-D convolution: `[c, h, w]` to `[channels, (h + 2p - kernel) / stride + 1, ...]`, rounded down.
///
/// Parameters: `weight` `[channels, c, kernel, kernel]` and `bias` `[channels]`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Conv2d {
    /// Number of filters.
    pub channels: usize,
    /// Height and width of a filter, in pixels.
    pub kernel: usize,
    /// Pixels between two places of a filter.
    #[serde(default = "one")]
    pub stride: usize,
    /// Padding around the image.
    #[serde(default)]
    pub padding: Padding,
}

fn one() -> usize {
    1
}

impl Conv2d {
    /// Stride 1, no padding.
    #[must_use]
    pub const fn new(channels: usize, kernel: usize) -> Self {
        Self {
            channels,
            kernel,
            stride: 1,
            padding: Padding::Valid,
        }
    }

    /// Stride 1, the image keeps its size.
    #[must_use]
    pub const fn same(channels: usize, kernel: usize) -> Self {
        Self {
            padding: Padding::Same,
            ..Self::new(channels, kernel)
        }
    }

    /// Zeros on every side.
    #[must_use]
    pub fn pad(&self) -> usize {
        match self.padding {
            Padding::Valid => 0,
            Padding::Same => (self.kernel - 1) / 2,
        }
    }
}

impl Conv2d {
    /// Fused with a ReLU and 2x2 max pooling behind it, as `relu` and `pool` say.
    pub(super) fn followed_by(&self, relu: bool, pool: bool, x: Activation, weights: Weights<'_>) -> Activation {
        let Activation::Image(x) = x else {
            unreachable!("a checked architecture gives a convolution images")
        };
        let options = op::ConvOptions {
            stride: self.stride,
            pad: self.pad(),
            relu,
            pool,
        };
        Activation::Image(op::conv(x, weights.get(0), weights.get(1), options))
    }
}

impl Layer for Conv2d {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        let &[depth, height, width] = input else {
            return Err(LayerProblem::ImageNeeded.into());
        };
        let Self {
            channels,
            kernel,
            stride,
            padding,
        } = *self;
        positive("channels", "number of channels", channels)?;
        positive("kernel", "kernel", kernel)?;
        positive("stride", "stride", stride)?;
        if padding == Padding::Same && kernel.is_multiple_of(2) {
            let odd = kernel + 1;
            return Err(LayerProblem::KernelEven { kernel, odd }.into());
        }
        if kernel > height.min(width) {
            return Err(LayerProblem::KernelTooLarge { kernel }.into());
        }
        let pad = self.pad();
        let places = |side: usize| (side + 2 * pad - kernel) / stride + 1;
        let output = vec![channels, places(height), places(width)];
        let shape = [channels, depth, kernel, kernel];
        let weights = product(&shape)?;
        product(&output)?;
        let area = kernel * kernel;
        Ok(Plan {
            multiply_adds: work(&[weights, output[1], output[2]]),
            output,
            params: vec![
                ParamSpec::drawn("weight", &shape, depth * area, product(&[channels, area])?),
                ParamSpec::constant("bias", &[channels], 0.0),
            ],
            scratch: 0,
            within: Vec::new(),
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &ForwardContext) -> Activation {
        self.followed_by(false, false, x, weights)
    }
}
