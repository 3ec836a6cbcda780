//! One writer's hand for one digit: which way of writing it, how unsteadily, with which pen. The shapes of digits are
//! in `skeletons`, their bending in `distortion`, the drawing of lines in `raster`.

use rand::{Rng, RngExt};

use super::curve::{self, Point};
use super::distortion::Distortion;
use super::noise::{bell, below, uniform, weighted};
use super::raster::{self, Canvas, Dab, OVERSAMPLE};
use super::skeletons::{self, Knot, Writing};

/// Longer side of the finished digit, in canvas pixels: MNIST's box.
const BOX: f32 = 20.0 * OVERSAMPLE;

/// Pieces of a curve for each unit of a digit's height: about one every two pixels of the final image.
const STEPS: f32 = 10.0;

/// The habits of one image.
pub struct Hand {
    distortion: Distortion,
    /// Standard deviation of every knot, each on its own, as a fraction of the digit's height.
    unsteadiness: f32,
    /// Radius of the pen in pixels of the final image.
    pen: f32,
    /// How far pressure changes the radius, as a fraction of it.
    pressure: f32,
    /// Width of a line's edge, in canvas pixels.
    softness: f32,
    /// Brightness of full ink.
    ink: u8,
}

impl Hand {
    /// Draws the habits with which a digit is written.
    pub fn new(digit: u8, rng: &mut impl Rng) -> Self {
        // A lone stroke is drawn fast: straighter than a whole shape, and leaning further.
        let (lean, unrest) = if digit == 1 { (0.22, 0.5) } else { (0.12, 1.0) };
        let u = rng.random::<f32>();
        // Zeros and ones are written smaller than the rest; enlarged to the same box, their lines are thicker.
        let enlarged = if digit < 2 { 1.2 } else { 1.0 };
        let thick = bell(rng);
        Self {
            distortion: Distortion::new(lean, unrest, rng),
            // Squared: most hands are steady.
            unsteadiness: unrest * (0.01 + 0.04 * u * u),
            pen: enlarged * (1.22 + 0.33 * thick + 0.05 * thick * thick).max(0.65),
            pressure: uniform(rng, 0.0, 0.2),
            softness: uniform(rng, 0.8, 1.8),
            ink: 255 - below(rng, 24) as u8,
        }
    }

    /// Writes `digit` on the canvas, its longer side filling the box.
    pub fn write(&self, digit: u8, canvas: &mut Canvas, rng: &mut impl Rng) {
        let writings = skeletons::of(digit);
        let writing = &writings[weighted(rng, writings.iter().map(|writing| writing.weight))];
        let mut strokes = self.trace(writing, rng);
        for point in strokes.iter_mut().flatten() {
            *point = self.distortion.apply(*point);
        }

        let (low, high) = bounds(strokes.iter().flatten());
        let radius = self.pen * OVERSAMPLE;
        let zoom = (BOX - 2.0 * radius) / (high[0] - low[0]).max(high[1] - low[1]).max(0.1);
        let middle = raster::SIDE as f32 / 2.0;
        let lines: Vec<Vec<Dab>> = strokes
            .iter()
            .map(|stroke| {
                // Pressure changes evenly from the stroke's start to its end.
                let (start, end) = (self.pressure * bell(rng), self.pressure * bell(rng));
                let last = (stroke.len() - 1).max(1) as f32;
                let dab = |(i, point): (usize, &Point)| Dab {
                    at: std::array::from_fn(|k| (point[k] - (low[k] + high[k]) / 2.0) * zoom + middle),
                    radius: radius * (1.0 + start + (end - start) * i as f32 / last),
                };
                stroke.iter().enumerate().map(dab).collect()
            })
            .collect();
        canvas.draw(&lines, self.softness, self.ink);
    }

    /// The strokes of a writing as polylines: a blend of two of its poses, every knot a little off.
    fn trace(&self, writing: &Writing, rng: &mut impl Rng) -> Vec<Vec<Point>> {
        // Two poses only: a blend of all would bring every digit near their mean.
        let [from, to] = [0; 2].map(|_| writing.poses[below(rng, writing.poses.len())]);
        let mix = rng.random::<f32>();
        let mut blend = |a: &Knot, b: &Knot| -> Point {
            let (a, b) = (a.at(), b.at());
            std::array::from_fn(|k| a[k] + (b[k] - a[k]) * mix + self.unsteadiness * bell(rng))
        };
        let mut strokes = Vec::new();
        for (stroke, other) in from.iter().zip(to) {
            let knots: Vec<Point> = stroke.iter().zip(*other).map(|(a, b)| blend(a, b)).collect();
            strokes.push(polyline(stroke, &knots));
        }
        strokes
    }
}

/// A smooth line through `knots`, except at those that `stroke` calls corners.
fn polyline(stroke: &[Knot], knots: &[Point]) -> Vec<Point> {
    let mut line = Vec::new();
    let mut start = 0;
    for (i, knot) in stroke.iter().enumerate().skip(1) {
        if matches!(knot, Knot::Corner(..)) || i + 1 == stroke.len() {
            curve::through(&knots[start..=i], STEPS, &mut line);
            start = i;
        }
    }
    line
}

/// The least and the greatest coordinates.
fn bounds<'a>(points: impl Iterator<Item = &'a Point>) -> (Point, Point) {
    points.fold(([f32::MAX; 2], [f32::MIN; 2]), |(low, high), point| {
        (
            std::array::from_fn(|k| low[k].min(point[k])),
            std::array::from_fn(|k| high[k].max(point[k])),
        )
    })
}
