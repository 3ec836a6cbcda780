//! Varying training images at random, so that a network sees more of them than there are. It changes one grayscale
//! image of any size, knows nothing of tensors, and keeps its buffers from image to image.

mod affine;
mod elastic;
mod erase;
mod warp;

use rand::Rng;
use rand_pcg::Pcg32;

use super::config::Augmentation;
use super::preprocess;
use affine::Motion;
use elastic::Lattice;
use erase::Rectangle;
use warp::Warp;

/// Varies image after image of one size.
#[derive(Debug)]
pub struct Augmenter {
    /// With the strength multiplied in.
    config: Augmentation,
    height: usize,
    width: usize,
    warp: Warp,
}

impl Augmenter {
    /// For images `[height, width]`; `config` must be valid.
    #[must_use]
    pub fn new(config: &Augmentation, height: usize, width: usize) -> Self {
        Self {
            config: config.applied(),
            height,
            width,
            warp: Warp::new(height, width),
        }
    }

    /// Writes the varied image into `out`, row-major `[height, width]`, in [0, 1].
    ///
    /// `pixels`: grayscale, 0 = background, 255 = ink, row-major `[height, width]`.
    ///
    /// # Panics
    /// Where `pixels` or `out` is of another size.
    pub fn apply(&mut self, pixels: &[u8], rng: &mut Pcg32, out: &mut [f32]) {
        let size = self.height * self.width;
        assert_eq!([pixels.len(), out.len()], [size; 2], "an image must be {size} pixels");
        if size == 0 {
            return;
        }
        // Always drawn, so that switching one change on leaves the others as they were.
        let motion = Motion::draw(&self.config, rng);
        let rectangle = Rectangle::draw(self.config.erase as f32, self.height, self.width, rng);
        let lattice = (self.config.elastic > 0.0).then(|| Lattice::draw(self.config.elastic as f32, rng));
        if motion == Motion::NONE && lattice.is_none() {
            for (value, &pixel) in out.iter_mut().zip(pixels) {
                *value = preprocess::to_unit(pixel);
            }
        } else {
            self.warp.apply(pixels, &motion, lattice.as_ref(), out);
        }
        if self.config.noise > 0.0 {
            add_noise(out, self.config.noise as f32, rng);
        }
        rectangle.clear(out, self.width);
    }
}

/// Adds bell-shaped noise of standard deviation `std`, at most 3.5 times as much, and holds the values in [0, 1].
///
/// The sum of four uniforms (Irwin-Hall, variance 4 / 12), 16 bits each: one number of the generator a pixel.
fn add_noise(values: &mut [f32], std: f32, rng: &mut impl Rng) {
    // The sum of four numbers of 0..65536 has this mean and, times the factor, the standard deviation `std`.
    let (mean, factor) = (4.0 * 32_767.5, std * 1.732_050_8 / 65_536.0);
    for value in values {
        let bits = rng.next_u64();
        let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
        *value = (*value + factor * (sum as u32 as f32 - mean)).clamp(0.0, 1.0);
    }
}

/// One varied image, to look at. What a network sees is the same before it is rounded to bytes.
///
/// `pixels`: grayscale, 0 = background, 255 = ink, row-major `[height, width]`; so is what it returns. `config` must be
/// valid.
///
/// # Panics
/// Where `pixels` is not `height * width` bytes.
#[must_use]
pub fn augment(pixels: &[u8], height: usize, width: usize, config: &Augmentation, rng: &mut Pcg32) -> Vec<u8> {
    let mut values = vec![0.0; height * width];
    Augmenter::new(config, height, width).apply(pixels, rng, &mut values);
    values.iter().map(|value| (value * 255.0 + 0.5) as u8).collect()
}

#[cfg(test)]
mod tests;
