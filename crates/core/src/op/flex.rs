//! The kernels of `kiln-kernels` for Burn's CPU backend: its tensors as slices, and back. Images are in memory as `[batch,
//! height, width, channels]`, whatever the order of their dimensions: from one convolution to the next nothing is copied.

use std::sync::Arc;

use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::tensor::{Shape, TensorData};
use kiln_kernels::adam::Adam;
use kiln_kernels::conv::{self, Conv};
use kiln_kernels::dense::{self, Dense};
use kiln_kernels::loss::{self, CrossEntropy, Losses};

use super::dispatch::Kernels;

impl Kernels for Flex {
    type Indices = Arc<[u8]>;

    fn contiguous(tensor: FlexTensor) -> FlexTensor {
        tensor.to_contiguous()
    }

    fn images(images: FlexTensor) -> FlexTensor {
        channels_last(&images).permute(&[0, 3, 1, 2])
    }

    fn conv(
        conv: &Conv,
        images: &FlexTensor,
        weight: &FlexTensor,
        bias: &FlexTensor,
    ) -> conv::Output<FlexTensor, Self::Indices> {
        let [batch, ..] = dims::<4>(images);
        let output = conv.forward(slice(&channels_last(images)), slice(weight), slice(bias));
        let (height, width) = conv.output();
        conv::Output {
            values: channels_first(output.values, [batch, height, width, conv.channels_out]),
            indices: output.indices.into(),
        }
    }

    fn conv_backward(
        conv: &Conv,
        saved: conv::Saved<&FlexTensor, &Self::Indices>,
        gradient: FlexTensor,
        images: bool,
    ) -> conv::Gradients<FlexTensor> {
        let [batch, ..] = dims::<4>(saved.images);
        let [last_images, values, gradient] = [saved.images, saved.values, &gradient].map(channels_last);
        let slices = conv::Saved::<&[f32], &[u8]> {
            images: slice(&last_images),
            weight: slice(saved.weight),
            values: slice(&values),
            indices: saved.indices,
        };
        let found = conv.backward(slices, slice(&gradient), images);
        let shape = [batch, conv.height, conv.width, conv.channels_in];
        conv::Gradients {
            images: found.images.map(|values| channels_first(values, shape)),
            weight: tensor(found.weight, dims::<4>(saved.weight)),
            bias: tensor(found.bias, [conv.channels_out]),
        }
    }

    fn dense(dense: &Dense, rows: &FlexTensor, weight: &FlexTensor, bias: &FlexTensor) -> FlexTensor {
        let [count, _] = dims(rows);
        let values = dense.forward(slice(rows), slice(weight), slice(bias));
        tensor(values, [count, dense.units])
    }

    fn dense_backward(
        dense: &Dense,
        saved: dense::Saved<&FlexTensor>,
        gradient: FlexTensor,
        rows: bool,
    ) -> dense::Gradients<FlexTensor> {
        let slices = dense::Saved {
            rows: slice(saved.rows),
            weight: slice(saved.weight),
            values: slice(saved.values),
        };
        let found = dense.backward(slices, slice(&gradient.to_contiguous()), rows);
        dense::Gradients {
            rows: found.rows.map(|values| tensor(values, dims::<2>(saved.rows))),
            weight: tensor(found.weight, [dense.units, dense.features]),
            bias: tensor(found.bias, [dense.units]),
        }
    }

    fn cross_entropy(loss: &CrossEntropy, logits: &FlexTensor, targets: &FlexTensor) -> Losses<FlexTensor> {
        let [batch, classes] = dims(logits);
        let found = loss.forward(slice(logits), slice(targets));
        Losses {
            values: tensor(found.values, [batch, 1]),
            gradients: tensor(found.gradients, [batch, classes]),
        }
    }

    fn cross_entropy_backward(loss: &CrossEntropy, gradients: &FlexTensor, gradient: FlexTensor) -> FlexTensor {
        let found = loss.backward(slice(gradients), slice(&gradient.to_contiguous()));
        tensor(found, dims::<2>(gradients))
    }

    fn sums(losses: &FlexTensor, logits: &FlexTensor, targets: &FlexTensor) -> FlexTensor {
        let [_, classes] = dims(logits);
        let sums = loss::sums(classes, slice(losses), slice(logits), slice(targets));
        tensor(sums.to_vec(), [2])
    }

    fn adam(
        adam: &Adam,
        value: &FlexTensor,
        gradient: &FlexTensor,
        mut mean: FlexTensor,
        mut square: FlexTensor,
    ) -> [FlexTensor; 3] {
        let updated = adam.update(slice(value), slice(gradient), mean.storage_mut(), square.storage_mut());
        [tensor(updated, dims::<1>(value)), mean, square]
    }
}

fn dims<const D: usize>(tensor: &FlexTensor) -> [usize; D] {
    tensor.layout().shape().dims()
}

/// Images `[batch, channels, height, width]` as contiguous `[batch, height, width, channels]`; or features `[batch,
/// channels]`, contiguous.
pub(super) fn channels_last(batch: &FlexTensor) -> FlexTensor {
    match batch.layout().num_dims() {
        4 => batch.permute(&[0, 2, 3, 1]).to_contiguous(),
        _ => batch.to_contiguous(),
    }
}

/// The inverse of [`channels_last`], without a copy: `values` are `shape`, channels last.
pub(super) fn channels_first(values: Vec<f32>, shape: impl Into<Shape>) -> FlexTensor {
    let batch = tensor(values, shape);
    match batch.layout().num_dims() {
        4 => batch.permute(&[0, 3, 1, 2]),
        _ => batch,
    }
}

/// Numbers as a tensor.
pub(super) fn tensor(values: Vec<f32>, shape: impl Into<Shape>) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}

/// The numbers of a contiguous tensor.
///
/// # Panics
/// Where it is not contiguous.
pub(super) fn slice(tensor: &FlexTensor) -> &[f32] {
    let (start, end) = tensor.layout().contiguous_offsets().expect("a contiguous tensor");
    &tensor.storage()[start..end]
}
