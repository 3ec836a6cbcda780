//! Convolution with the ReLU and the pooling that follow it.

use std::sync::Arc;

use burn::backend::Flex;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::conv as kernel;

use super::flex::{Learning, channels_first, channels_last, numbers, record, tensor};

/// What is done to images `[batch, channels, height, width]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Conv {
    /// Pixels between two places of a filter.
    pub(crate) stride: usize,
    /// Zeros on every side.
    pub(crate) pad: usize,
    /// Whether `max(0, x)` follows.
    pub(crate) relu: bool,
    /// Whether the maximum over windows of 2x2 follows.
    pub(crate) pool: bool,
}

impl Conv {
    /// With `weight` `[channels_out, channels_in, kernel, kernel]` and `bias` `[channels_out]`.
    #[must_use]
    pub(crate) fn forward(self, images: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>) -> Tensor<4> {
        if let Ok(weight) = weight.clone().try_into_primitive::<Learning>() {
            let images = images
                .try_into_primitive::<Learning>()
                .expect("images of the same device");
            let bias = bias
                .try_into_primitive::<Learning>()
                .expect("a bias of the same device");
            let nodes = [images.node(), weight.node(), bias.node()];
            let done = self.run(images.primitive(), weight.primitive(), bias.primitive());
            let output = done.values.clone();
            return Tensor::from_primitive::<Learning>(record(Back, nodes, done, output));
        }
        if let Ok(weight) = weight.clone().try_into_primitive::<Flex>() {
            let images = images.try_into_primitive::<Flex>().expect("images of the same device");
            let bias = bias.try_into_primitive::<Flex>().expect("a bias of the same device");
            return Tensor::from_primitive::<Flex>(self.run(&images, &weight, &bias).values);
        }
        #[cfg(feature = "gpu")]
        return super::cube::conv(self, images, weight, bias);
        #[cfg(not(feature = "gpu"))]
        unreachable!("{}", super::ONLY_CPU)
    }

    fn run(self, images: &FlexTensor, weight: &FlexTensor, bias: &FlexTensor) -> Done {
        let [batch, channels_in, height, width] = images.layout().shape().dims();
        let [channels_out, _, kernel, _] = weight.layout().shape().dims();
        let conv = kernel::Conv {
            channels_in,
            height,
            width,
            channels_out,
            kernel,
            stride: self.stride,
            pad: self.pad,
            relu: self.relu,
            pool: self.pool,
        };
        let images = channels_last(images);
        let weight = weight.to_contiguous();
        let output = conv.forward(numbers(&images), numbers(&weight), numbers(&bias.to_contiguous()));
        let (height, width) = conv.output();
        Done {
            conv,
            images,
            weight,
            values: channels_first(output.values, [batch, height, width, channels_out]),
            winners: output.winners.into(),
        }
    }
}

/// A convolution that was made, with all that its way back needs. A clone shares the numbers.
#[derive(Clone, Debug)]
struct Done {
    conv: kernel::Conv,
    /// `[batch, height, width, channels_in]`
    images: FlexTensor,
    weight: FlexTensor,
    /// `[batch, channels_out, height, width]`
    values: FlexTensor,
    winners: Arc<[u8]>,
}

#[derive(Debug)]
struct Back;

impl Backward<Flex, 3> for Back {
    type State = Done;

    fn backward(self, ops: Ops<Done, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = channels_last(&gradients.consume::<Flex>(&ops.node));
        let [images, weight, bias] = ops.parents;
        let Done {
            conv,
            images: seen,
            weight: filters,
            values,
            winners,
        } = ops.state;
        let values = channels_last(&values);
        let saved = kernel::Saved {
            images: numbers(&seen),
            weight: numbers(&filters),
            values: numbers(&values),
            winners: &winners,
        };
        let found = conv.backward(saved, numbers(&gradient), images.is_some());
        if let (Some(node), Some(values)) = (images, found.images) {
            let shape = seen.layout().shape().clone();
            gradients.register::<Flex>(node.id, channels_first(values, shape));
        }
        if let Some(node) = weight {
            let shape = [conv.channels_out, conv.channels_in, conv.kernel, conv.kernel];
            gradients.register::<Flex>(node.id, tensor(found.weight, shape));
        }
        if let Some(node) = bias {
            gradients.register::<Flex>(node.id, tensor(found.bias, [conv.channels_out]));
        }
    }
}

#[cfg(test)]
mod tests;
