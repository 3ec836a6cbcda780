//! Convolution with the ReLU and the pooling that follow it.

use burn::backend::DispatchTensor;
use burn::backend::tensor::FloatTensor;
use burn::tensor::Tensor;
use kiln_kernels::conv::{Conv, Output, Saved};

use super::dispatch::{Kernels, Operation, dispatch};
use super::graph::{Computed, Holds, Operands};

pub(crate) use kiln_kernels::conv::Options as ConvOptions;

/// Of images `[batch, channels_in, height, width]`, with `weight` `[channels_out, channels_in, kernel, kernel]` and `bias`
/// `[channels_out]`.
#[must_use]
pub(crate) fn conv(images: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>, options: ConvOptions) -> Tensor<4> {
    let conv = Conv::of(images.dims(), weight.dims(), options);
    dispatch(
        conv,
        [images.into_dispatch(), weight.into_dispatch(), bias.into_dispatch()],
    )
}

impl Operation<3> for Conv {
    type Output = Tensor<4>;

    fn run<K: Kernels>(self, operands: Operands<K, 3>) -> Tensor<4>
    where
        DispatchTensor: Holds<K>,
    {
        operands.apply(|[images, weight, bias]| {
            let images = K::images(images);
            let [weight, bias] = [weight, bias].map(K::contiguous);
            Forward::<K> {
                conv: self,
                output: K::conv(&self, &images, &weight, &bias),
                images,
                weight,
            }
        })
    }
}

/// A convolution that was computed.
#[derive(Clone, Debug)]
struct Forward<K: Kernels> {
    conv: Conv,
    images: FloatTensor<K>,
    weight: FloatTensor<K>,
    output: Output<FloatTensor<K>, K::Indices>,
}

impl<K: Kernels> Computed<K, 3> for Forward<K> {
    fn output(&self) -> FloatTensor<K> {
        self.output.values.clone()
    }

    fn gradients(self, gradient: FloatTensor<K>, images: bool) -> [Option<FloatTensor<K>>; 3] {
        let saved = Saved {
            images: &self.images,
            weight: &self.weight,
            values: &self.output.values,
            indices: &self.output.indices,
        };
        let found = K::conv_backward(&self.conv, saved, gradient, images);
        [found.images, Some(found.weight), Some(found.bias)]
    }
}

#[cfg(test)]
mod tests;
