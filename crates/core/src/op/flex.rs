//! Burn's CPU tensors as slices, and back. Images lie in memory as `[batch, height, width, channels]`, whatever the order
//! of their dimensions: from one convolution to the next nothing is copied.

use burn::backend::flex::FlexTensor;
use burn::tensor::{Shape, TensorData};

/// Images `[batch, channels, height, width]` as `[batch, height, width, channels]`, or features `[batch, channels]`, one
/// number after the other.
pub(super) fn channels_last(batch: &FlexTensor) -> FlexTensor {
    match batch.layout().num_dims() {
        4 => batch.permute(&[0, 2, 3, 1]).to_contiguous(),
        _ => batch.to_contiguous(),
    }
}

/// The way back, without a copy: `values` are `shape`, channels last.
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
pub(super) fn numbers(tensor: &FlexTensor) -> &[f32] {
    let (start, end) = tensor.layout().contiguous_offsets().expect("a contiguous tensor");
    &tensor.storage()[start..end]
}
