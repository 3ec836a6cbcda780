//! Convolution with the ReLU and the pooling that follow it, on a GPU.

use burn::backend::Cube;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::tensor::Tensor;
use burn_cubecl::tensor::CubeTensor;
use kiln_kernels_gpu::conv as kernel;

use super::super::Conv;
use super::super::flex::record;
use super::{Learning, contiguous, tensor};

/// See [`Conv::forward`].
pub(in super::super) fn conv(conv: Conv, images: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>) -> Tensor<4> {
    if let Ok(weight) = weight.clone().try_into_primitive::<Learning>() {
        let images = images
            .try_into_primitive::<Learning>()
            .expect("images of the same device");
        let bias = bias
            .try_into_primitive::<Learning>()
            .expect("a bias of the same device");
        let nodes = [images.node(), weight.node(), bias.node()];
        let [images, weight, bias] = [images, weight, bias].map(|tensor| tensor.primitive().clone());
        let done = Done::new(conv, images, weight, bias);
        let output = done.output();
        return Tensor::from_primitive::<Learning>(record(Back, nodes, done, output));
    }
    let [weight, images, bias] = [
        weight.try_into_primitive::<Cube>(),
        images.try_into_primitive::<Cube>(),
        bias.try_into_primitive::<Cube>(),
    ]
    .map(|tensor| tensor.expect("tensors of one GPU"));
    Tensor::from_primitive::<Cube>(Done::new(conv, images, weight, bias).output())
}

/// A convolution that was made, with all that its way back needs. A clone shares the numbers.
#[derive(Clone, Debug)]
struct Done {
    conv: kernel::Conv,
    batch: usize,
    images: CubeTensor,
    saved: kernel::Saved,
}

impl Done {
    fn new(conv: Conv, images: CubeTensor, weight: CubeTensor, bias: CubeTensor) -> Self {
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
        let [images, weight, bias] = [images, weight, bias].map(contiguous);
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

    /// `[batch, channels_out, height, width]`
    fn output(&self) -> CubeTensor {
        let (height, width) = self.conv.output();
        let shape = [self.batch, self.conv.channels_out, height, width];
        tensor(&self.images, self.saved.values.clone(), shape)
    }
}

#[derive(Debug)]
struct Back;

impl Backward<Cube, 3> for Back {
    type State = Done;

    fn backward(self, ops: Ops<Done, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(gradients.consume::<Cube>(&ops.node));
        let [images, weight, bias] = ops.parents;
        let Done {
            conv,
            batch,
            images: like,
            saved,
        } = ops.state;
        let client = &like.client;
        let found = conv.backward(client, batch, &saved, &gradient.handle, images.is_some());
        if let (Some(node), Some(values)) = (images, found.images) {
            let shape = like.meta.shape().clone();
            gradients.register::<Cube>(node.id, tensor(&like, values, shape));
        }
        if let Some(node) = weight {
            let shape = [conv.channels_out, conv.channels_in, conv.kernel, conv.kernel];
            gradients.register::<Cube>(node.id, tensor(&like, found.weight, shape));
        }
        if let Some(node) = bias {
            gradients.register::<Cube>(node.id, tensor(&like, found.bias, [conv.channels_out]));
        }
    }
}
