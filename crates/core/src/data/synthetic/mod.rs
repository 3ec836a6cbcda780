//! Handwritten-looking digits drawn from a seed, for playing without a download: the data set's contract, and the order
//! in which its parts work. It holds no measured image and fits none; what real digits look like is in `skeletons`.
//!
//! Trained on 20,000 of them and nothing else, a small convolutional network reads 96 % of MNIST's 10,000 test images,
//! a perceptron with 128 hidden units 92 %.
//!
//! Only additions, multiplications, divisions and square roots are used, which IEEE 754 fixes to the last bit, so the
//! images are the same bytes on every platform.

mod curve;
mod distortion;
mod hand;
pub(super) mod noise;
mod raster;
mod skeletons;

use rand_pcg::Pcg32;
#[cfg(feature = "threads")]
use rayon::prelude::{IndexedParallelIterator, ParallelIterator, ParallelSlice, ParallelSliceMut};

use super::preprocess;
use hand::Hand;

use crate::random::scramble;

/// Height and width of an image in pixels, MNIST's.
pub const SIDE: usize = 28;

/// Digits, and so the length of a block of labels.
const CLASSES: usize = 10;

/// `count` images and their labels.
///
/// Images: grayscale, 0 = background, 255 = ink, row-major `[count, 28, 28]`, normalised like MNIST by
/// [`preprocess::center`]. Labels: `[count]`, each in 0..=9, shuffled, all classes equally frequent within one.
/// Image and label `i` depend on `seed` and `i` alone: a longer data set begins with the shorter one.
#[must_use]
pub fn generate(count: usize, seed: u64) -> (Vec<u8>, Vec<u8>) {
    let labels: Vec<u8> = (0..count.div_ceil(CLASSES))
        .flat_map(|block| block_labels(seed, block))
        .take(count)
        .collect();
    let mut images = vec![0; count * SIDE * SIDE];
    let draw = |(part, (images, labels)): (usize, (&mut [u8], &[u8]))| write(seed, part * PART, labels, images);
    #[cfg(feature = "threads")]
    images
        .par_chunks_mut(PART * SIDE * SIDE)
        .zip(labels.par_chunks(PART))
        .enumerate()
        .for_each(draw);
    #[cfg(not(feature = "threads"))]
    images
        .chunks_mut(PART * SIDE * SIDE)
        .zip(labels.chunks(PART))
        .enumerate()
        .for_each(draw);
    (images, labels)
}

/// Images that one thread draws on one canvas before it looks for more.
const PART: usize = 64;

/// Draws the images from `first` on, as many as there are labels, into `images`.
fn write(seed: u64, first: usize, labels: &[u8], images: &mut [u8]) {
    let mut canvas = raster::Canvas::new();
    for ((i, &label), image) in (first..).zip(labels).zip(images.chunks_exact_mut(SIDE * SIDE)) {
        let mut rng = stream(seed, 2 * i as u64);
        Hand::new(label, &mut rng).write(label, &mut canvas, &mut rng);
        let drawn = preprocess::center(canvas.pixels(), raster::SIDE, raster::SIDE, SIDE, SIDE);
        image.copy_from_slice(&drawn);
    }
}

/// Ten labels, each digit once: shuffling within blocks keeps every prefix balanced and every label computable alone.
fn block_labels(seed: u64, block: usize) -> [u8; CLASSES] {
    let mut labels = std::array::from_fn(|digit| digit as u8);
    let mut rng = stream(seed, 2 * block as u64 + 1);
    for last in (1..CLASSES).rev() {
        labels.swap(last, noise::below(&mut rng, last + 1));
    }
    labels
}

/// The random numbers of one image (`id` even) or one block of labels (`id` odd).
fn stream(seed: u64, id: u64) -> Pcg32 {
    Pcg32::new(scramble(seed ^ scramble(id)), id)
}

#[cfg(test)]
mod tests;
