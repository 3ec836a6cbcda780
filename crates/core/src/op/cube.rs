//! The kernels of `kiln-kernels-gpu` for Burn's backend of GPUs: its tensors as buffers, and back.

use burn::backend::Cube;
use burn::backend::ops::FloatTensorOps;
use burn::tensor::{DType, Shape};
use burn_cubecl::cubecl::server::Handle;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use kiln_kernels::adam::Adam;
use kiln_kernels::conv::{self, Conv};
use kiln_kernels::dense::{self, Dense};
use kiln_kernels::loss::{CrossEntropy, Losses};
use kiln_kernels_gpu as kernel;

use super::dispatch::Kernels;

impl Kernels for Cube {
    type Indices = Handle;

    /// # Panics
    /// Where numbers are not `f32`, which Kiln's always are.
    fn contiguous(tensor: CubeTensor) -> CubeTensor {
        assert_eq!(tensor.dtype, DType::F32, "tensors of f32");
        into_contiguous(tensor)
    }

    fn images(images: CubeTensor) -> CubeTensor {
        Self::contiguous(images)
    }

    fn conv(
        conv: &Conv,
        images: &CubeTensor,
        weight: &CubeTensor,
        bias: &CubeTensor,
    ) -> conv::Output<CubeTensor, Handle> {
        let [batch, ..] = dims::<4>(images);
        let (height, width) = conv.output();
        let output = kernel::conv::forward(
            conv,
            &images.client,
            batch,
            &images.handle,
            &weight.handle,
            &bias.handle,
        );
        conv::Output {
            values: tensor(images, output.values, [batch, conv.channels_out, height, width]),
            indices: output.indices,
        }
    }

    fn conv_backward(
        conv: &Conv,
        saved: conv::Saved<&CubeTensor, &Handle>,
        gradient: CubeTensor,
        images: bool,
    ) -> conv::Gradients<CubeTensor> {
        let like = saved.images;
        let shape = dims::<4>(like);
        let handles = conv::Saved {
            images: &like.handle,
            weight: &saved.weight.handle,
            values: &saved.values.handle,
            indices: saved.indices,
        };
        let gradient = Self::contiguous(gradient);
        let found = kernel::conv::backward(conv, &like.client, shape[0], handles, &gradient.handle, images);
        conv::Gradients {
            images: found.images.map(|values| tensor(like, values, shape)),
            weight: tensor(like, found.weight, dims::<4>(saved.weight)),
            bias: tensor(like, found.bias, [conv.channels_out]),
        }
    }

    fn dense(dense: &Dense, rows: &CubeTensor, weight: &CubeTensor, bias: &CubeTensor) -> CubeTensor {
        let [count, _] = dims(rows);
        let values = kernel::dense::forward(dense, &rows.client, count, &rows.handle, &weight.handle, &bias.handle);
        tensor(rows, values, [count, dense.units])
    }

    fn dense_backward(
        dense: &Dense,
        saved: dense::Saved<&CubeTensor>,
        gradient: CubeTensor,
        rows: bool,
    ) -> dense::Gradients<CubeTensor> {
        let like = saved.rows;
        let shape = dims::<2>(like);
        let handles = dense::Saved {
            rows: &like.handle,
            weight: &saved.weight.handle,
            values: &saved.values.handle,
        };
        let gradient = Self::contiguous(gradient);
        let found = kernel::dense::backward(dense, &like.client, shape[0], handles, &gradient.handle, rows);
        dense::Gradients {
            rows: found.rows.map(|values| tensor(like, values, shape)),
            weight: tensor(like, found.weight, [dense.units, dense.features]),
            bias: tensor(like, found.bias, [dense.units]),
        }
    }

    fn cross_entropy(loss: &CrossEntropy, logits: &CubeTensor, targets: &CubeTensor) -> Losses<CubeTensor> {
        let [batch, classes] = dims(logits);
        let found = kernel::loss::forward(loss, &logits.client, batch, &logits.handle, &targets.handle);
        Losses {
            values: tensor(logits, found.values, [batch, 1]),
            gradients: tensor(logits, found.gradients, [batch, classes]),
        }
    }

    fn cross_entropy_backward(loss: &CrossEntropy, gradients: &CubeTensor, gradient: CubeTensor) -> CubeTensor {
        let shape = dims::<2>(gradients);
        let gradient = Self::contiguous(gradient);
        let found = kernel::loss::backward(loss, &gradients.client, shape[0], &gradients.handle, &gradient.handle);
        tensor(gradients, found, shape)
    }

    fn sums(losses: &CubeTensor, logits: &CubeTensor, targets: &CubeTensor) -> CubeTensor {
        let [batch, classes] = dims(logits);
        let (losses, targets) = (&losses.handle, &targets.handle);
        let marks = kernel::loss::marks(&logits.client, batch, classes, losses, &logits.handle, targets);
        let sums = Self::float_sum_dim(tensor(logits, marks, [2, batch]), 1);
        Self::float_reshape(sums, Shape::new([2]))
    }

    fn adam(
        adam: &Adam,
        value: &CubeTensor,
        gradient: &CubeTensor,
        mean: CubeTensor,
        square: CubeTensor,
    ) -> [CubeTensor; 3] {
        // Changed in place, or else a copy is.
        let [mean, square] = [mean, square].map(|tensor| if tensor.can_mut() { tensor } else { tensor.copy() });
        let [len] = dims(value);
        let updated = kernel::adam::update(
            adam,
            &value.client,
            len,
            &value.handle,
            &gradient.handle,
            &mean.handle,
            &square.handle,
        );
        [tensor(value, updated, [len]), mean, square]
    }
}

fn dims<const D: usize>(tensor: &CubeTensor) -> [usize; D] {
    tensor.meta.shape().dims()
}

/// Numbers in `handle` as a tensor of `shape` beside `like`.
fn tensor(like: &CubeTensor, handle: Handle, shape: impl Into<Shape>) -> CubeTensor {
    CubeTensor::new_contiguous(
        like.client.clone(),
        like.device.clone(),
        shape.into(),
        handle,
        DType::F32,
    )
}
