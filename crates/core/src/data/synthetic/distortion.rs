//! How one writer bends the model of a digit: lean, proportions and an elastic distortion, drawn at random. It moves
//! single points and knows neither strokes nor pen.
//!
//! Lengths are in units of the digit's height; points lie around (0.5, 0.5), x to the right and y down.

use rand::Rng;

use super::curve::Point;
use super::noise::{bell, uniform};
use crate::data::spline::quadratic;

/// Cells a side of the lattice that the elastic distortion is drawn on.
const CELLS: usize = 3;

/// A smooth map of the plane.
pub struct Distortion {
    /// How far the top leans right of the bottom.
    slant: f32,
    /// Sine and cosine of the rotation.
    rotation: [f32; 2],
    /// Factor on the width.
    aspect: f32,
    /// How much wider the top is than the bottom, as a fraction.
    taper: f32,
    /// How far the middle is pulled down, making the upper half the larger.
    balance: f32,
    /// How far the middle is pulled right.
    bend: f32,
    /// The lattice's displacements, a row and a column beyond each border, as quadratic splines need.
    nodes: [[Point; CELLS + 2]; CELLS + 2],
}

impl Distortion {
    /// Draws one; `lean` is the mean slant, `unrest` a factor on the elastic part.
    pub fn new(lean: f32, unrest: f32, rng: &mut impl Rng) -> Self {
        // The tangent of the half angle gives sine and cosine by arithmetic alone: libraries differ in the last bits.
        let half = 0.06 * bell(rng);
        let norm = 1.0 + half * half;
        let wide = 0.05 + 0.26 * bell(rng);
        let stretch = unrest * uniform(rng, 0.0, 0.17);
        Self {
            slant: lean + 0.24 * bell(rng),
            rotation: [2.0 * half / norm, (1.0 - half * half) / norm],
            aspect: if wide > 0.0 { 1.0 + wide } else { 1.0 / (1.0 - wide) },
            taper: 0.2 * bell(rng),
            balance: 0.06 * bell(rng),
            bend: 0.05 * bell(rng),
            nodes: std::array::from_fn(|_| std::array::from_fn(|_| std::array::from_fn(|_| stretch * bell(rng)))),
        }
    }

    /// The distorted point, now around (0, 0).
    pub fn apply(&self, point: Point) -> Point {
        let [dx, dy] = self.displacement(point);
        let (x, y) = (point[0] + dx - 0.5, point[1] + dy - 0.5);
        // 1 at half height, 0 at top and bottom.
        let arch = 1.0 - 4.0 * y * y;
        let x = x * self.aspect * (1.0 - self.taper * y) - self.slant * y + self.bend * arch;
        let y = y + self.balance * arch;
        let [sin, cos] = self.rotation;
        [cos * x - sin * y, sin * x + cos * y]
    }

    /// The elastic distortion at a point: a uniform quadratic B-spline over the nodes, without kinks.
    fn displacement(&self, point: Point) -> Point {
        let ((column, across), (row, down)) = (quadratic(point[0], CELLS), quadratic(point[1], CELLS));
        let mut sum = [0.0; 2];
        for (nodes, v) in self.nodes[row..].iter().zip(down) {
            for (node, u) in nodes[column..].iter().zip(across) {
                sum = std::array::from_fn(|k| sum[k] + u * v * node[k]);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg32;

    use super::*;

    #[test]
    fn distortion_is_continuous() {
        for id in 0..50 {
            let distortion = Distortion::new(0.1, 1.0, &mut Pcg32::new(1, id));
            for i in 0..200 {
                let at = i as f32 / 200.0;
                let ([ax, ay], [bx, by]) = (distortion.apply([at, 0.4]), distortion.apply([at + 0.005, 0.4]));
                assert!((ax - bx).abs() < 0.03 && (ay - by).abs() < 0.03, "a tear at {at}");
            }
        }
    }
}
