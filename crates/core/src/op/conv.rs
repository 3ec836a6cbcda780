//! Convolution with the ReLU and the pooling that follow it.

use std::sync::Arc;

use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::conv as kernel;

use super::flex::{channels_first, channels_last, numbers, tensor};
use super::graph::{Computed, Operands};

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
        let operands = [images.into_dispatch(), weight.into_dispatch(), bias.into_dispatch()];
        if let Some(operands) = Operands::<Flex, 3>::of(&operands) {
            return operands.apply(|operands| self.run(operands));
        }
        #[cfg(feature = "gpu")]
        return super::cube::conv(self, &operands);
        #[cfg(not(feature = "gpu"))]
        unreachable!("{}", super::ONLY_CPU)
    }

    fn run(self, [images, weight, bias]: [FlexTensor; 3]) -> Done {
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
        let images = channels_last(&images);
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

/// A convolution that was made.
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

impl Computed<Flex, 3> for Done {
    fn output(&self) -> FlexTensor {
        self.values.clone()
    }

    fn gradients(self, gradient: FlexTensor, images: bool) -> [Option<FlexTensor>; 3] {
        let conv = self.conv;
        let values = channels_last(&self.values);
        let saved = kernel::Saved {
            images: numbers(&self.images),
            weight: numbers(&self.weight),
            values: numbers(&values),
            winners: &self.winners,
        };
        let found = conv.backward(saved, numbers(&channels_last(&gradient)), images);
        let shape = self.images.layout().shape();
        let filters = [conv.channels_out, conv.channels_in, conv.kernel, conv.kernel];
        [
            found.images.map(|values| channels_first(values, shape.clone())),
            Some(tensor(found.weight, filters)),
            Some(tensor(found.bias, [conv.channels_out])),
        ]
    }
}

#[cfg(test)]
mod tests;
