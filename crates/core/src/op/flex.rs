//! Burn's CPU tensors as slices, and back. Images lie in memory as `[batch, height, width, channels]`, whatever the order
//! of their dimensions: from one convolution to the next nothing is copied.

use burn::backend::Autodiff;
use burn::backend::Flex;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::flex::FlexTensor;
use burn::tensor::TensorData;

/// The backend that learns on the CPU.
pub(super) type Learning = Autodiff<Flex, NoCheckpointing>;

/// An image tensor `[batch, channels, height, width]` as `[batch, height, width, channels]`, one number after the other.
pub(super) fn channels_last(images: &FlexTensor) -> FlexTensor {
    images.permute(&[0, 2, 3, 1]).to_contiguous()
}

/// The way back, without a copy.
pub(super) fn channels_first(values: Vec<f32>, [batch, height, width, channels]: [usize; 4]) -> FlexTensor {
    tensor(values, [batch, height, width, channels]).permute(&[0, 3, 1, 2])
}

/// Numbers as a tensor.
pub(super) fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
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
