//! Random erasing: a rectangle of the image is taken away, so that no single part of it is relied upon (Zhong, Zheng,
//! Kang, Li and Yang 2020).
//!
//! As there, the area is uniform and the sides are at most 1 to 0.3; unlike there, what is taken away becomes
//! background, since handwriting has one.

use std::ops::Range;

use rand::{Rng, RngExt};

use crate::data::synthetic::noise::{below, uniform};

/// The shorter side of the rectangle is at least this fraction of the longer (Zhong et al., section 5.2).
const NARROWEST: f32 = 0.3;

/// The erased rectangle, in pixels.
#[derive(Debug, PartialEq, Eq)]
pub struct Rectangle {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

impl Rectangle {
    /// One of up to `fraction` of the area of an image `[height, width]`, at most half, anywhere within it; always as
    /// many random numbers.
    pub fn draw(fraction: f32, height: usize, width: usize, rng: &mut impl Rng) -> Self {
        let area = uniform(rng, 0.0, fraction);
        // A rectangle narrower than its area would be longer than the image.
        let ratio = uniform(rng, NARROWEST.max(area), 1.0);
        let (long, short) = ((area / ratio).sqrt(), (area * ratio).sqrt());
        let upright: bool = rng.random();
        let (down, across) = if upright { (long, short) } else { (short, long) };
        let mut place = |fraction: f32, side: usize| {
            let length = ((fraction * side as f32).round() as usize).min(side);
            let start = below(rng, side - length + 1);
            start..start + length
        };
        Self {
            rows: place(down, height),
            columns: place(across, width),
        }
    }

    /// Makes it background in an image `[?, width]`.
    pub fn clear(&self, values: &mut [f32], width: usize) {
        for row in self.rows.clone() {
            values[row * width..][self.columns.clone()].fill(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg32;

    use super::*;

    #[test]
    fn erased_rectangles_lie_anywhere_and_in_either_direction() {
        let draws: Vec<Rectangle> = (0..4000)
            .map(|seed| Rectangle::draw(0.5, 40, 40, &mut Pcg32::new(seed, 1)))
            .collect();
        for sides in [
            draws.iter().map(|drawn| drawn.rows.clone()).collect::<Vec<_>>(),
            draws.iter().map(|drawn| drawn.columns.clone()).collect(),
        ] {
            assert!(sides.iter().any(|side| side.start == 0) && sides.iter().any(|side| side.end == 40));
            // Only where the ratio drawn is the area drawn, within rounding, is one as long as the image.
            let full = sides.iter().filter(|side| side.len() == 40).count();
            assert!(full < 40, "{full}");
        }
        let upright = draws
            .iter()
            .filter(|drawn| drawn.rows.len() > drawn.columns.len())
            .count();
        let lying = draws
            .iter()
            .filter(|drawn| drawn.rows.len() < drawn.columns.len())
            .count();
        assert!(upright.abs_diff(lying) < 250, "{upright} {lying}");
        let places: std::collections::HashSet<usize> = draws
            .iter()
            .filter(|drawn| drawn.rows.len() == 20)
            .map(|drawn| drawn.rows.start)
            .collect();
        assert_eq!(places.len(), 21, "from the first row to the last that leaves room");
    }
}
