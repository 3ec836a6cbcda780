//! A network on a device: the layers of an architecture, their parameters, and the way of an image through them.

use burn::tensor::{Device, Tensor};

use super::architecture::Architecture;
use super::flow::{Activation, Pass};
use super::init::{Initialization, draw, upload};
use super::layer::fused;
use super::param::{ParamSpec, Weights};

/// Layers with their parameters, each flat, in the order of the architecture's. A clone shares the numbers.
#[derive(Clone, Debug)]
pub struct Network {
    pub(crate) architecture: std::sync::Arc<Architecture>,
    /// One a parameter, `[n]`, without gradients.
    pub(crate) params: Vec<Tensor<1>>,
}

impl Network {
    /// Draws the parameters of `architecture` from `seed`.
    #[must_use]
    pub fn init(
        architecture: std::sync::Arc<Architecture>,
        initialization: &Initialization,
        seed: u32,
        device: &Device,
    ) -> Self {
        let device = device.clone().without_autodiff();
        let params = architecture.params.iter().enumerate();
        let params = params
            .map(|(index, spec)| upload(draw(spec, initialization, seed, index), &device))
            .collect();
        Self { architecture, params }
    }

    /// From pixels `[batch, 1, height, width]` to logits `[batch, num_classes]`, without gradients.
    #[must_use]
    pub fn read(&self, images: Tensor<4>) -> Tensor<2> {
        self.forward(&self.params, images, &Pass::reading())
    }

    /// Its parameters as a step takes them: those that are learnt are tracked for gradients.
    pub(crate) fn tracked(&self) -> Vec<Tensor<1>> {
        let track = |(spec, value): (&ParamSpec, &Tensor<1>)| {
            let value = Tensor::from_inner(value.clone());
            if spec.trainable { value.require_grad() } else { value }
        };
        self.architecture.params.iter().zip(&self.params).map(track).collect()
    }

    /// Logits as [`Network::read`] gives them, with `params` instead of its own, which may be tracked for gradients.
    #[must_use]
    pub(crate) fn forward(&self, params: &[Tensor<1>], images: Tensor<4>, pass: &Pass) -> Tensor<2> {
        let begin = |index| pass.layer.set(index);
        let images = Activation::Image(images);
        let (x, _) = fused::sequence(&self.architecture.layers, images, self.weights(params), pass, begin);
        // A checked architecture ends in features already.
        x.flatten()
    }

    /// All of `params`, to be handed out to the layers.
    fn weights<'a>(&'a self, params: &'a [Tensor<1>]) -> Weights<'a> {
        Weights {
            specs: &self.architecture.params,
            tensors: params,
            first: 0,
            prefix: 0,
        }
    }
}

#[cfg(test)]
mod tests;
