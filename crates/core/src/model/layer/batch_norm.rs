//! Batch normalisation.

#[cfg(feature = "export")]
mod export;

use burn::tensor::{Tensor, activation, module};
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, product};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::{ParamSpec, Weights};
use crate::op;

/// PyTorch's.
const EPSILON: f64 = 1e-5;
/// Momentum of the running statistics: weight of a batch's in them; PyTorch's.
const MOMENTUM: f64 = 0.1;

/// Per channel of an image, or per feature: `(x - mean) / sqrt(variance + 1e-5) * weight + bias`, with the mean and
/// variance of the batch while training, and their running averages otherwise (Ioffe & Szegedy, 2015).
///
/// Parameters, each `[channels]`: `weight`, `bias`, and the buffers `running_mean` and `running_var`, which keep 0.9 of
/// themselves a step (the variance unbiased, as in PyTorch).
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchNorm {}

impl BatchNorm {
    /// Fused with a ReLU behind it, if `relu`.
    pub(super) fn followed_by(
        &self,
        relu: bool,
        x: Activation,
        weights: Weights<'_>,
        context: &ForwardContext,
    ) -> Activation {
        match x {
            Activation::Image(x) => Activation::Image(Self::normalize(x, relu, weights, context)),
            Activation::Features(x) => Activation::Features(Self::normalize(x, relu, weights, context)),
            Activation::Sequence(_) => unreachable!("a checked architecture has no sequences here"),
        }
    }

    fn normalize<const D: usize>(
        x: Tensor<D>,
        relu: bool,
        weights: Weights<'_>,
        context: &ForwardContext,
    ) -> Tensor<D> {
        let (weight, bias) = (weights.get(0), weights.get(1));
        let (mean, variance): (Tensor<1>, Tensor<1>) = (weights.get(2), weights.get(3));
        if !context.is_training() {
            let normal = module::batch_norm(x, weight, bias, mean, variance, EPSILON);
            return if relu { activation::relu(normal) } else { normal };
        }
        let dims = x.dims();
        let count = dims.iter().product::<usize>() / dims[1];
        let normal = op::batch_norm(x, weight, bias, EPSILON, relu);
        if count == 1 {
            // One value has no variance: the running statistics stay as they are.
            return normal.output;
        }
        let unbiased = count as f64 / (count - 1) as f64;
        let blend = |old: Tensor<1>, new: Tensor<1>| old.inner() * (1.0 - MOMENTUM) + new * MOMENTUM;
        let mut buffers = context.buffers.borrow_mut();
        buffers.push((weights.first + 2, blend(mean, normal.mean)));
        buffers.push((weights.first + 3, blend(variance, normal.variance * unbiased)));
        normal.output
    }
}

impl Layer for BatchNorm {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        if input.len() == 2 {
            return Err(LayerProblem::SequenceUnfit.into());
        }
        let shape = &input[..1];
        Ok(Plan {
            params: vec![
                ParamSpec::constant("weight", shape, 1.0),
                ParamSpec::constant("bias", shape, 0.0),
                ParamSpec::constant("running_mean", shape, 0.0).into_buffer(),
                ParamSpec::constant("running_var", shape, 1.0).into_buffer(),
            ],
            scratch: product(input)?,
            ..Plan::plain(input)
        })
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, context: &ForwardContext) -> Activation {
        self.followed_by(false, x, weights, context)
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;
    use crate::model::init::{Initialization, draw, upload};

    /// Running mean and variance after a training pass over `x`; they begin as 0 and 1.
    fn new_buffers(x: Tensor<2>) -> Vec<Vec<f32>> {
        let specs = BatchNorm {}.plan(&[2]).unwrap().params;
        let numbered = specs.iter().enumerate();
        let params: Vec<Tensor<1>> = numbered
            .map(|(index, spec)| upload(draw(spec, &Initialization::default(), 1, index), &x.device()))
            .collect();
        let weights = Weights {
            specs: &specs,
            tensors: &params,
            first: 5,
            prefix: 0,
        };
        let context = ForwardContext::training(1, 1, None, false);
        let _ = BatchNorm {}.forward(Activation::Features(x), weights, &context);
        let buffers = context.buffers.into_inner();
        assert!(buffers.is_empty() || buffers.iter().map(|(place, _)| *place).eq([7, 8]));
        buffers
            .into_iter()
            .map(|(_, values)| values.into_data().try_to_vec().unwrap())
            .collect()
    }

    #[test]
    fn running_statistics_use_momentum_0_1_and_skip_single_values() {
        let device = Device::flex().autodiff();
        // Means 2 and 0; unbiased variances 2 and 8.
        let found = new_buffers(Tensor::from_floats([[1.0, 2.0], [3.0, -2.0]], &device));
        for (found, expected) in found.concat().iter().zip([0.2, 0.0, 1.1, 1.7]) {
            assert!((found - expected).abs() < 1e-6, "{found} but {expected}");
        }
        assert_eq!(found.len(), 2);
        assert!(new_buffers(Tensor::from_floats([[1.0, 2.0]], &device)).is_empty());
    }
}
