//! Convolution with the ReLU and the pooling that follow it, on a GPU.

use burn::backend::{Cube, DispatchTensor};
use burn::tensor::Tensor;
use burn_cubecl::tensor::CubeTensor;
use kiln_kernels_gpu::conv as kernel;

use super::super::Conv;
use super::super::graph::{Computed, Operands};
use super::{ONE_GPU, contiguous, tensor};

/// See [`Conv::forward`].
pub(in super::super) fn conv(conv: Conv, operands: &[DispatchTensor; 3]) -> Tensor<4> {
    let operands = Operands::<Cube, 3>::of(operands).expect(ONE_GPU);
    operands.apply(|operands| Done::new(conv, operands))
}

/// A convolution that was made.
#[derive(Clone, Debug)]
struct Done {
    conv: kernel::Conv,
    batch: usize,
    images: CubeTensor,
    saved: kernel::Saved,
}

impl Done {
    fn new(conv: Conv, operands: [CubeTensor; 3]) -> Self {
        let [images, weight, bias] = operands.map(contiguous);
        let [batch, channels_in, height, width] = images.meta.shape().dims();
        let [channels_out, _, kernel, _] = weight.meta.shape().dims();
        let conv = kernel::Conv {
            channels_in,
            height,
            width,
            channels_out,
            kernel,
            stride: conv.stride,
            pad: conv.pad,
            relu: conv.relu,
            pool: conv.pool,
        };
        let made = conv.forward(&images.client, batch, &images.handle, &weight.handle, &bias.handle);
        let saved = kernel::Saved {
            images: images.handle.clone(),
            weight: weight.handle,
            values: made.values,
            winners: made.winners,
        };
        Self {
            conv,
            batch,
            images,
            saved,
        }
    }
}

impl Computed<Cube, 3> for Done {
    /// `[batch, channels_out, height, width]`
    fn output(&self) -> CubeTensor {
        let (height, width) = self.conv.output();
        let shape = [self.batch, self.conv.channels_out, height, width];
        tensor(&self.images, self.saved.values.clone(), shape)
    }

    fn gradients(self, gradient: CubeTensor, images: bool) -> [Option<CubeTensor>; 3] {
        let Self {
            conv,
            batch,
            images: like,
            saved,
        } = self;
        let gradient = contiguous(gradient);
        let found = conv.backward(&like.client, batch, &saved, &gradient.handle, images);
        let shape = like.meta.shape();
        let filters = [conv.channels_out, conv.channels_in, conv.kernel, conv.kernel];
        [
            found.images.map(|values| tensor(&like, values, shape.clone())),
            Some(tensor(&like, found.weight, filters)),
            Some(tensor(&like, found.bias, [conv.channels_out])),
        ]
    }
}
