//! The one resampling of an image: every pixel takes its colour from somewhere else, between four pixels of the
//! original. Doing it once for all changes of shape blurs once.

use super::affine::Motion;
use super::elastic::{Lattice, center, displacement, places};
use crate::data::preprocess;

/// Lines of background around the original: one before, and two after, where the last place to read from begins.
const BORDER: usize = 3;

/// Warps image after image of one size.
#[derive(Debug)]
pub struct Warp {
    height: usize,
    width: usize,
    /// The original in [0, 1] with its border, `[height + 3, width + 3]`.
    padded: Vec<f32>,
    /// First node and spline weights of each column.
    places: Vec<(usize, [f32; 3])>,
}

impl Warp {
    /// For images `[height, width]`.
    pub fn new(height: usize, width: usize) -> Self {
        Self {
            height,
            width,
            padded: vec![0.0; (height + BORDER) * (width + BORDER)],
            places: places(width),
        }
    }

    /// Writes the moved image, in [0, 1], into `out`; both are row-major `[height, width]`, neither empty.
    pub fn apply(&mut self, pixels: &[u8], motion: &Motion, lattice: Option<&Lattice>, out: &mut [f32]) {
        let stride = self.width + BORDER;
        let lines = self.padded.chunks_exact_mut(stride).skip(1);
        for (line, row) in lines.zip(pixels.chunks_exact(self.width)) {
            for (value, &pixel) in line[1..].iter_mut().zip(row) {
                *value = preprocess::to_unit(pixel);
            }
        }
        let inverse = motion.inverse(self.height, self.width);
        for (y, line) in out.chunks_exact_mut(self.width).enumerate() {
            let row = inverse.row(y);
            if let Some(lattice) = lattice {
                let nodes = lattice.row(center(y, self.height), self.height, self.width);
                for (x, (value, place)) in line.iter_mut().zip(&self.places).enumerate() {
                    let (from, by) = (inverse.at(row, x), displacement(&nodes, place));
                    *value = self.sample([from[0] + by[0], from[1] + by[1]]);
                }
            } else {
                for (x, value) in line.iter_mut().enumerate() {
                    *value = self.sample(inverse.at(row, x));
                }
            }
        }
    }

    /// Bilinear interpolation at a place of the original, x first; outside it is background.
    #[inline]
    fn sample(&self, at: [f32; 2]) -> f32 {
        // In the padded image, and never past its border: `max` makes even a NaN 0, which `clamp` does not.
        let x = (at[0] + 1.0).max(0.0).min((self.width + 1) as f32);
        let y = (at[1] + 1.0).max(0.0).min((self.height + 1) as f32);
        let (column, row) = (x as i32 as usize, y as i32 as usize);
        let (u, v) = (x - column as f32, y - row as f32);
        let stride = self.width + BORDER;
        let above = &self.padded[row * stride + column..][..2];
        let below = &self.padded[(row + 1) * stride + column..][..2];
        let (top, bottom) = (
            above[0] + u * (above[1] - above[0]),
            below[0] + u * (below[1] - below[0]),
        );
        top + v * (bottom - top)
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn warp_fills_outside_with_background() {
        let pixels = [255; 8 * 8];
        for (shift, covered) in [
            ([0.5, 0.0], [4..8, 0..8]),
            ([-0.5, 0.0], [0..4, 0..8]),
            ([0.0, 0.5], [0..8, 4..8]),
            ([0.0, -0.5], [0..8, 0..4]),
        ] {
            let motion = Motion { shift, ..Motion::NONE };
            let mut moved = vec![f32::NAN; pixels.len()];
            Warp::new(8, 8).apply(&pixels, &motion, None, &mut moved);
            for (i, value) in moved.into_iter().enumerate() {
                let inside = covered[0].contains(&(i % 8)) && covered[1].contains(&(i / 8));
                assert_eq!(value, if inside { 1.0 } else { 0.0 }, "{shift:?} {i}");
            }
        }
    }
}
