//! Images and labels of a split as the tensors one step takes. The only place where pixels become numbers.

use burn::tensor::{Device, Tensor, TensorData};

use super::{Split, preprocess};

/// What one step learns from.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Pixels in [0, 1], `[batch, 1, height, width]`.
    pub images: Tensor<4>,
    /// One-hot classes, `[batch, num_classes]`.
    pub targets: Tensor<2>,
    /// Number of images.
    pub len: usize,
}

/// Gathers the images at `indices` and uploads them.
#[must_use]
pub fn batch(split: &Split, indices: &[u32], num_classes: usize, device: &Device) -> Batch {
    let len = indices.len();
    let mut pixels = Vec::with_capacity(len * split.height * split.width);
    let mut targets = vec![0.0_f32; len * num_classes];
    for (row, &index) in indices.iter().enumerate() {
        pixels.extend_from_slice(split.image(index as usize));
        targets[row * num_classes + usize::from(split.labels[index as usize])] = 1.0;
    }
    Batch {
        images: images(&pixels, split.height, split.width, device),
        targets: Tensor::from_data(TensorData::new(targets, [len, num_classes]), device),
        len,
    }
}

/// Images `[n, height, width]` as the tensor a network takes, `[n, 1, height, width]` in [0, 1].
#[must_use]
pub fn images(pixels: &[u8], height: usize, width: usize, device: &Device) -> Tensor<4> {
    let count = pixels.len() / (height * width);
    let scaled: Vec<f32> = pixels.iter().copied().map(preprocess::scale).collect();
    Tensor::from_data(TensorData::new(scaled, [count, 1, height, width]), device)
}
