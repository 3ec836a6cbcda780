//! Batches: images and labels of a split as the tensors of one step. The only place where data becomes tensors.

use burn::tensor::{Device, Tensor, TensorData};

use super::Split;
use super::normalize::Normalize;

/// A batch of images and targets.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Normalized pixels, `[batch, 1, height, width]`.
    pub images: Tensor<4>,
    /// One-hot classes, `[batch, num_classes]`.
    pub targets: Tensor<2>,
    /// Number of images.
    pub len: usize,
}

/// Gathers the images at `indices`, normalizes their pixels and uploads them.
///
/// # Panics
/// Where there is no such image.
#[must_use]
pub fn batch(split: &Split, indices: &[u32], num_classes: usize, normalization: Normalize, device: &Device) -> Batch {
    let table = normalization.table();
    let mut values = Vec::with_capacity(indices.len() * split.height * split.width);
    for &index in indices {
        values.extend(
            split
                .image(index as usize)
                .iter()
                .map(|&pixel| table[usize::from(pixel)]),
        );
    }
    assemble(values, split, indices, num_classes, device)
}

/// A batch of pixels that are normalized already, `[batch, height, width]`, and the labels at `indices`.
pub(super) fn assemble(values: Vec<f32>, split: &Split, indices: &[u32], num_classes: usize, device: &Device) -> Batch {
    let labels: Vec<u8> = indices.iter().map(|&index| split.labels[index as usize]).collect();
    upload(values, [split.height, split.width], &labels, num_classes, device)
}

/// Normalized pixels `[n, height, width]` and the classes of these images, below `num_classes`, as a batch.
pub(crate) fn upload(values: Vec<f32>, size: [usize; 2], labels: &[u8], num_classes: usize, device: &Device) -> Batch {
    let len = labels.len();
    let mut targets = vec![0.0_f32; len * num_classes];
    for (row, &label) in labels.iter().enumerate() {
        targets[row * num_classes + usize::from(label)] = 1.0;
    }
    Batch {
        images: Tensor::from_data(TensorData::new(values, [len, 1, size[0], size[1]]), device),
        targets: Tensor::from_data(TensorData::new(targets, [len, num_classes]), device),
        len,
    }
}

/// Images `[n, height, width]` as the tensor a network takes, `[n, 1, height, width]`.
#[must_use]
pub fn images(pixels: &[u8], height: usize, width: usize, normalization: Normalize, device: &Device) -> Tensor<4> {
    let count = pixels.len() / (height * width);
    let table = normalization.table();
    let values: Vec<f32> = pixels.iter().map(|&pixel| table[usize::from(pixel)]).collect();
    Tensor::from_data(TensorData::new(values, [count, 1, height, width]), device)
}
