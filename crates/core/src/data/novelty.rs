//! Novelty detection: whether an image looks like those of a dataset at all. A classifier spreads its probabilities
//! over the classes there are, whatever it is shown; how far an image is from all others, only the images can tell.
//!
//! Images are compared by histograms of oriented gradients (Dalal and Triggs, 2005): in 7x7 cells, how much edge there
//! is of each of four directions. What matters so is where strokes run, and not how thick or bright they are. The
//! distance of two images is 1 - cosine of their histograms; that of an image from a dataset is the one to its nearest
//! neighbour. What is usual is measured on the dataset's own test images, each against all others.

use serde::{Deserialize, Serialize};

use super::Split;

/// Cells along a side, 4 pixels of MNIST's 28.
const CELLS: usize = 7;
/// Directions of an edge, which has no sense: a quarter of half a turn each.
const DIRECTIONS: usize = 4;
const LENGTH: usize = CELLS * CELLS * DIRECTIONS;

/// Test images that others are compared with, at most: more make the nearest a little nearer, and everything slower.
const MAX_NEIGHBOURS: usize = 2_000;
/// Test images whose distance from the others is measured, at most.
const MAX_MEASURED: usize = 1_000;
/// Fewest test images that a limit can be measured on.
const MIN_IMAGES: usize = 200;
/// This fraction of the test images is nearer to another one than the limit.
const USUAL: f64 = 0.99;

/// Novelty: how unlike a dataset's images an image is.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Novelty {
    /// From the nearest of the dataset's test images: 0 = the same edges, 1 = none in common.
    pub distance: f32,
    /// 99 of 100 test images are nearer than this to another one.
    pub limit: f32,
}

impl Novelty {
    /// Whether it looks like none of the images: it is farther from all of them than they are from each other.
    #[must_use]
    pub fn is_novel(self) -> bool {
        self.distance > self.limit
    }
}

/// Novelty detector: test images of a dataset, and how near to each other they are.
///
/// ```
/// use kiln_core::data::Dataset;
/// use kiln_core::data::novelty::NoveltyDetector;
///
/// let data = Dataset::synthetic(1, 200, 1)?;
/// let detector = NoveltyDetector::new(&data.test).expect("200 images are enough");
/// assert!(!detector.judge(data.test.image(0)).is_novel());
/// assert!(detector.judge(&[0; 28 * 28]).is_novel());
/// # Ok::<(), kiln_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NoveltyDetector {
    /// Histograms of the compared images, of unit length, zeros where there is no edge: `[n, LENGTH]`.
    neighbours: Vec<f32>,
    limit: f32,
    height: usize,
    width: usize,
}

impl NoveltyDetector {
    /// Measures the test images of a dataset; `None` where they are fewer than 200, too few to tell what is unusual.
    #[must_use]
    pub fn new(test: &Split) -> Option<Self> {
        let (height, width) = (test.height, test.width);
        if test.len() < MIN_IMAGES {
            return None;
        }
        let count = test.len().min(MAX_NEIGHBOURS);
        let mut neighbours = Vec::with_capacity(count * LENGTH);
        for index in spread(test.len(), count) {
            neighbours.extend(histogram(test.image(index), height, width));
        }
        let mut distances: Vec<f32> = spread(count, count.min(MAX_MEASURED))
            .map(|index| {
                let one = &neighbours[index * LENGTH..(index + 1) * LENGTH];
                nearest(one, &neighbours, Some(index))
            })
            .collect();
        distances.sort_by(f32::total_cmp);
        let place = (USUAL * (distances.len() - 1) as f64).round() as usize;
        let limit = distances[place];
        Some(Self {
            neighbours,
            limit,
            height,
            width,
        })
    }

    /// The novelty of an image of the dataset's size: grayscale, row-major `[height, width]`, as the network sees it.
    ///
    /// # Panics
    /// Where it is of another size.
    #[must_use]
    pub fn judge(&self, image: &[u8]) -> Novelty {
        assert_eq!(image.len(), self.height * self.width, "an image of another size");
        Novelty {
            distance: nearest(&histogram(image, self.height, self.width), &self.neighbours, None),
            limit: self.limit,
        }
    }
}

/// `count` of the positions below `len`, evenly spread: a dataset may be sorted by class.
fn spread(len: usize, count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |index| index * len / count)
}

/// 1 - the highest cosine, leaving out the one at `but`.
fn nearest(one: &[f32], others: &[f32], but: Option<usize>) -> f32 {
    others
        .chunks_exact(LENGTH)
        .enumerate()
        .filter(|&(index, _)| Some(index) != but)
        .map(|(_, other)| 1.0 - dot(one, other))
        .fold(1.0, f32::min)
        .max(0.0)
}

/// Dot product in eight sums, which a compiler can keep in one register.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    for (one, other) in one.chunks_exact(8).zip(other.chunks_exact(8)) {
        for (sum, (a, b)) in sums.iter_mut().zip(one.iter().zip(other)) {
            *sum += a * b;
        }
    }
    let rest = one
        .chunks_exact(8)
        .remainder()
        .iter()
        .zip(other.chunks_exact(8).remainder());
    sums.iter().sum::<f32>() + rest.map(|(a, b)| a * b).sum::<f32>()
}

/// Histogram of oriented gradients, `[CELLS, CELLS, DIRECTIONS]`, of unit length; zeros where there is no edge. Each
/// pixel's gradient counts by its length, shared between the nearest cells and the nearest directions.
fn histogram(image: &[u8], height: usize, width: usize) -> [f32; LENGTH] {
    let mut cells = [0.0; LENGTH];
    let at = |y: usize, x: usize| f32::from(image[y * width + x]);
    for y in 0..height {
        let (above, below) = (y.saturating_sub(1), (y + 1).min(height - 1));
        for x in 0..width {
            let (left, right) = (x.saturating_sub(1), (x + 1).min(width - 1));
            let (down, across) = (at(below, x) - at(above, x), at(y, right) - at(y, left));
            if down == 0.0 && across == 0.0 {
                continue;
            }
            let turn = down.atan2(across) / std::f32::consts::PI;
            let direction = turn.rem_euclid(1.0) * DIRECTIONS as f32;
            let length = down.hypot(across);
            for (row, weight_down) in between(y, height) {
                for (column, weight_across) in between(x, width) {
                    let cell = (row * CELLS + column) * DIRECTIONS;
                    let (first, fraction) = (direction as usize % DIRECTIONS, direction.fract());
                    let weight = length * weight_down * weight_across;
                    cells[cell + first] += weight * (1.0 - fraction);
                    cells[cell + (first + 1) % DIRECTIONS] += weight * fraction;
                }
            }
        }
    }
    let length = dot(&cells, &cells).sqrt();
    if length > 0.0 {
        cells.iter_mut().for_each(|value| *value /= length);
    }
    cells
}

/// The two cells nearest to a pixel along one side, and the weight that each has in it.
fn between(pixel: usize, side: usize) -> [(usize, f32); 2] {
    let place = ((pixel as f32 + 0.5) * CELLS as f32 / side as f32 - 0.5).clamp(0.0, (CELLS - 1) as f32);
    let first = (place as usize).min(CELLS - 2);
    let fraction = place - first as f32;
    [(first, 1.0 - fraction), (first + 1, fraction)]
}

#[cfg(test)]
mod tests;
