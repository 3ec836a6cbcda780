//! Network: the layers of an architecture with their parameters on a device, and the forward pass.

use burn::tensor::{Device, Tensor};

use super::activation::Activation;
use super::architecture::Architecture;
use super::forward::ForwardContext;
use super::init::{Initialization, draw, upload};
use super::layer::fused;
use super::param::{ParamSpec, Weights};

/// Layers with their parameters, each flat, in the order of the architecture's. Clones share their tensors.
#[derive(Clone, Debug)]
pub struct Network {
    pub(crate) architecture: std::sync::Arc<Architecture>,
    /// One a parameter, `[n]`, without gradients.
    pub(crate) params: Vec<Tensor<1>>,
}

impl Network {
    /// Initializes the parameters of `architecture` from `seed`.
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

    /// Inference: from normalized pixels `[batch, 1, height, width]` to logits `[batch, num_classes]`, without
    /// gradients.
    #[must_use]
    pub fn predict(&self, images: Tensor<4>) -> Tensor<2> {
        self.forward(&self.params, images, &ForwardContext::inference())
    }

    /// Its parameters for a training step: all but buffers are tracked for gradients.
    pub(crate) fn tracked(&self) -> Vec<Tensor<1>> {
        let track = |(spec, value): (&ParamSpec, &Tensor<1>)| {
            let value = Tensor::from_inner(value.clone());
            if spec.trainable { value.require_grad() } else { value }
        };
        self.architecture.params.iter().zip(&self.params).map(track).collect()
    }

    /// Forward pass: logits as of [`Network::predict`], with `params` instead of its own, which may be tracked for
    /// gradients.
    #[must_use]
    pub(crate) fn forward(&self, params: &[Tensor<1>], images: Tensor<4>, context: &ForwardContext) -> Tensor<2> {
        let begin = |index| context.layer.set(index);
        let images = Activation::Image(images);
        let (x, _) = fused::sequence(&self.architecture.layers, images, self.weights(params), context, begin);
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
