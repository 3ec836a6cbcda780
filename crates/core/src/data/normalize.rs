//! Normalization of gray values: mean and standard deviation, fitted to the training images and applied to all.

use serde::{Deserialize, Serialize};

use super::{Split, preprocess};

/// Normalization `(value - mean) / std` of a gray value in [0, 1], as torchvision's `Normalize`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Normalize {
    /// Becomes 0; in [0, 1].
    pub mean: f64,
    /// Becomes 1; above 0.
    pub std: f64,
}

impl Normalize {
    /// Leaves values in [0, 1].
    pub const UNIT: Self = Self { mean: 0.0, std: 1.0 };

    /// Mean and standard deviation over all pixels of the images at `indices`; `std` is 1 where all pixels are equal.
    ///
    /// # Panics
    /// Where there is no such image.
    #[must_use]
    pub fn fit(split: &Split, indices: &[u32]) -> Self {
        // Whole numbers, so the result depends on no order: 2^32 pixels of 255^2 still fit 64 bits.
        let (mut sum, mut squares) = (0_u64, 0_u64);
        for &index in indices {
            for row in split.image(index as usize).chunks(1 << 15) {
                sum += u64::from(row.iter().map(|&pixel| u32::from(pixel)).sum::<u32>());
                squares += u64::from(row.iter().map(|&pixel| u32::from(pixel).pow(2)).sum::<u32>());
            }
        }
        let count = (indices.len() * split.height * split.width).max(1) as f64;
        let mean = sum as f64 / count;
        let std = (squares as f64 / count - mean * mean).max(0.0).sqrt();
        Self {
            mean: mean / 255.0,
            // The standard deviation of bytes that are not all equal is far above this; below it is rounding.
            std: if std > 1e-6 { std / 255.0 } else { 1.0 },
        }
    }

    /// The normalized value of a gray value in [0, 1].
    #[inline]
    #[must_use]
    pub fn apply(self, value: f32) -> f32 {
        (value - self.mean as f32) / self.std as f32
    }

    /// The normalized value of each byte.
    #[must_use]
    pub fn table(self) -> [f32; 256] {
        std::array::from_fn(|pixel| self.apply(preprocess::to_unit(pixel as u8)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(images: Vec<u8>) -> Split {
        let labels = vec![0; images.len() / 4];
        Split {
            images,
            labels,
            height: 2,
            width: 2,
        }
    }

    #[test]
    fn standard_normalization_gives_mean_0_and_std_1() {
        let images: Vec<u8> = (0..400).map(|i| (i * 7919 % 251) as u8).collect();
        let table = Normalize::fit(&split(images.clone()), &(0..100).collect::<Vec<_>>()).table();
        let values: Vec<f64> = images
            .iter()
            .map(|&pixel| f64::from(table[usize::from(pixel)]))
            .collect();
        let mean = values.iter().sum::<f64>() / 400.0;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 400.0;
        assert!(mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6, "{mean} {variance}");
    }

    #[test]
    fn normalization_is_fitted_to_the_given_images_only() {
        let split = split([[0; 4], [255; 4], [51; 4]].concat());
        assert_eq!(Normalize::fit(&split, &[0, 1]), Normalize { mean: 0.5, std: 0.5 });
        assert_eq!(Normalize::fit(&split, &[2]), Normalize { mean: 0.2, std: 1.0 });
    }

    #[test]
    fn unit_normalization_is_pixel_over_255() {
        assert_eq!(Normalize::UNIT.table()[51], preprocess::to_unit(51));
        assert_eq!((Normalize::UNIT.table()[0], Normalize::UNIT.table()[255]), (0.0, 1.0));
    }
}
