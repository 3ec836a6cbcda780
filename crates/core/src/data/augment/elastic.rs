//! Elastic distortion: each pixel is moved by a random field that is smooth (Simard, Steinkraus and Platt 2003, who
//! blur a displacement for each pixel with a Gaussian of 4 pixels).
//!
//! Here the field is a quadratic B-spline over a coarse lattice, which takes a fraction of the time: a lattice 7 pixels
//! wide, as it is at 28 pixels, comes near that Gaussian, as the spline's own standard deviation is half a cell. Its
//! weights add up to 1, so that no pixel moves further than the nodes do.

use rand::Rng;

use crate::data::spline::quadratic;
use crate::data::synthetic::noise::uniform;

/// Cells a side.
const CELLS: usize = 4;
/// The side that amplitudes are given for, MNIST's.
const SIDE: f32 = 28.0;

/// Displacements right and down, of one line of nodes.
pub type Nodes = [[f32; 2]; CELLS + 2];

/// A smooth random field over an image, as fractions of its sides.
#[derive(Debug)]
pub struct Lattice([Nodes; CELLS + 2]);

impl Lattice {
    /// Nodes move by up to `amplitude` pixels of 28 along each axis, either way.
    pub fn draw(amplitude: f32, rng: &mut impl Rng) -> Self {
        let limit = amplitude / SIDE;
        let mut node = || uniform(rng, -limit, limit);
        Self(std::array::from_fn(|_| std::array::from_fn(|_| [node(), node()])))
    }

    /// The nodes at height `down` of the image, from 0 to 1, in pixels of an image `[height, width]`.
    pub fn row(&self, down: f32, height: usize, width: usize) -> Nodes {
        let (row, weights) = quadratic(down, CELLS);
        let side = [width as f32, height as f32];
        std::array::from_fn(|column| {
            std::array::from_fn(|axis| {
                let sum: f32 = (0..3).map(|i| weights[i] * self.0[row + i][column][axis]).sum();
                side[axis] * sum
            })
        })
    }
}

/// First node and spline weights of each pixel in a line of `count`.
pub fn places(count: usize) -> Vec<(usize, [f32; 3])> {
    (0..count).map(|i| quadratic(center(i, count), CELLS)).collect()
}

/// The middle of pixel `i` of `count`, from 0 to 1.
pub fn center(i: usize, count: usize) -> f32 {
    (i as f32 + 0.5) / count as f32
}

/// The displacement between the nodes of a line.
#[inline]
pub fn displacement(nodes: &Nodes, &(column, weights): &(usize, [f32; 3])) -> [f32; 2] {
    let near = &nodes[column..][..3];
    std::array::from_fn(|axis| weights[0] * near[0][axis] + weights[1] * near[1][axis] + weights[2] * near[2][axis])
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn pixel_centers_are_at_half_pixels() {
        assert_eq!([0, 1, 3].map(|i| center(i, 4)), [0.125, 0.375, 0.875]);
    }
}
