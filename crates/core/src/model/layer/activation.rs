//! Activation functions: element by element, any shape, no parameters.

#[cfg(feature = "export")]
pub(super) mod export;

use burn::tensor::{Tensor, activation};
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, Plan, within};
use crate::error::Range;
use crate::model::activation::{Activation, Elementwise};
use crate::model::forward::ForwardContext;
use crate::model::param::Weights;

/// Rectified linear unit: `max(0, x)`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relu {}

/// Leaky ReLU: `x`, or `slope * x` below zero (Maas et al., 2013).
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LeakyRelu {
    /// Below zero, 0 to 1.
    pub slope: f64,
}

impl Default for LeakyRelu {
    /// PyTorch's.
    fn default() -> Self {
        Self { slope: 0.01 }
    }
}

/// Gaussian error linear unit: `x * Phi(x)`, with the distribution function of the normal distribution (Hendrycks &
/// Gimpel, 2016).
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gelu {}

/// Logistic sigmoid: `1 / (1 + exp(-x))`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sigmoid {}

/// Hyperbolic tangent.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tanh {}

/// Sigmoid linear unit: `x * sigmoid(x)`, also called swish (Elfwing et al., 2018).
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silu {}

/// GELU from its definition: Burn's own has, on some devices, the gradient of an approximation.
pub(super) fn exact_gelu<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    let twice_phi = (x.clone() * std::f64::consts::FRAC_1_SQRT_2).erf() + 1.0;
    x * twice_phi * 0.5
}

macro_rules! elementwise {
    ($($name:ident: |$layer:ident, $x:ident| $y:expr;)+) => {
        $(impl Elementwise for $name {
            fn apply<const D: usize>(&self, $x: Tensor<D>) -> Tensor<D> {
                let $layer = self;
                $y
            }
        })+
    };
}

elementwise! {
    Relu: |_layer, x| activation::relu(x);
    LeakyRelu: |layer, x| activation::leaky_relu(x, layer.slope);
    Gelu: |_layer, x| exact_gelu(x);
    Sigmoid: |_layer, x| activation::sigmoid(x);
    Tanh: |_layer, x| activation::tanh(x);
    Silu: |_layer, x| activation::silu(x);
}

impl Layer for Relu {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        Ok(Plan::plain(input))
    }

    fn forward(&self, x: Activation, _: Weights<'_>, context: &ForwardContext) -> Activation {
        let y = x.map(self);
        if context.dead.is_some() {
            record_dead(y.clone(), context);
        }
        y
    }
}

/// Records the dead units of a ReLU's output, if they are counted.
pub(super) fn record_dead(y: Activation, context: &ForwardContext) {
    if let Some(dead) = &context.dead {
        dead.borrow_mut().push((context.layer.get(), dead_fraction(y)));
    }
}

/// Fraction of units that are zero for every image of the batch, `[1]`: the channels of an image, else the features.
fn dead_fraction(y: Activation) -> Tensor<1> {
    let largest = match y {
        Activation::Image(y) => y.inner().swap_dims(0, 1).flatten::<2>(1, 3).max_dim(1),
        Activation::Sequence(y) => y.inner().flatten::<2>(0, 1).max_dim(0),
        Activation::Features(y) => y.inner().max_dim(0),
    };
    largest.lower_equal_elem(0.0).float().mean()
}

impl LeakyRelu {
    /// What `slope` may be.
    pub const SLOPE: Range = Range::between(0.0, 1.0);
}

impl Layer for LeakyRelu {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        within("slope", "slope", Self::SLOPE, self.slope)?;
        Ok(Plan::plain(input))
    }

    fn forward(&self, x: Activation, _: Weights<'_>, _: &ForwardContext) -> Activation {
        x.map(self)
    }
}

macro_rules! anywhere {
    ($($name:ident),+) => {
        $(impl Layer for $name {
            fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
                Ok(Plan::plain(input))
            }

            fn forward(&self, x: Activation, _: Weights<'_>, _: &ForwardContext) -> Activation {
                x.map(self)
            }
        })+
    };
}

anywhere!(Gelu, Sigmoid, Tanh, Silu);

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, TensorData};

    use super::*;

    #[test]
    fn dead_units_are_zero_for_every_image() {
        // Two images and four units: one that never answers, two that do for one image, one that always does.
        let features = [[0.0, 1.0, 0.0, 2.0], [0.0, 0.0, 3.0, 1.0]];
        let dead = |y: Activation| dead_fraction(y).into_scalar::<f32>();
        let device = Device::flex().autodiff();
        let plain = Tensor::<2>::from_floats(features, &device);
        assert_eq!(dead(Activation::Features(plain.clone())), 0.25);
        // Positions of one image count like images.
        assert_eq!(dead(Activation::Sequence(plain.unsqueeze())), 0.25);
        // Channels of two places each: `[image, channel, row, column]`.
        let places = features.map(|row| row.map(|y| [y, 0.0])).as_flattened().concat();
        let image = Tensor::<4>::from_data(TensorData::new(places, [2, 4, 2, 1]), &device);
        assert_eq!(dead(Activation::Image(image)), 0.25);
    }
}
