//! Drawings to judge: digits, letters and shapes as strokes, scribbles, noise, and variations of hand.

use std::f32::consts::TAU;

use rand::RngExt;

use crate::data::preprocess;
use crate::random::{Stream, stream};

/// Strokes along points of a square from 0 to 1.
pub(super) type Drawing = Vec<Vec<[f32; 2]>>;

pub(super) const SIDE: usize = 112;
/// The pad's medium brush.
pub(super) const PEN: f32 = 0.075;

/// A drawing as the pad draws and preprocessing centers it, `[28, 28]`.
pub(super) fn seen(drawing: &Drawing) -> Vec<u8> {
    let mut pixels = vec![0; SIDE * SIDE];
    for (index, pixel) in pixels.iter_mut().enumerate() {
        let at = [index % SIDE, index / SIDE].map(|place| (place as f32 + 0.5) / SIDE as f32);
        let gap = drawing
            .iter()
            .flat_map(|stroke| stroke.windows(2))
            .map(|pair| distance(at, pair[0], pair[1]))
            .fold(1.0, f32::min);
        *pixel = (((PEN / 2.0 - gap) * SIDE as f32 + 0.5).clamp(0.0, 1.0) * 255.0) as u8;
    }
    preprocess::center(&pixels, SIDE, SIDE, 28, 28)
}

/// Distance of a point from the segment between two others.
pub(super) fn distance([x, y]: [f32; 2], [ax, ay]: [f32; 2], [bx, by]: [f32; 2]) -> f32 {
    let (dx, dy) = (bx - ax, by - ay);
    let along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy).max(1e-9);
    let along = along.clamp(0.0, 1.0);
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

pub(super) fn strokes(points: &[&[[f32; 2]]]) -> Drawing {
    points.iter().map(|stroke| stroke.to_vec()).collect()
}

/// Digits as one hand writes them with a mouse, each once.
pub(super) fn digits() -> Vec<Drawing> {
    let ring = (0..=24).map(|step| TAU * step as f32 / 24.0);
    vec![
        vec![
            ring.map(|turn| [0.5 - 0.2 * turn.sin(), 0.5 - 0.3 * turn.cos()])
                .collect(),
        ],
        strokes(&[&[[0.53, 0.18], [0.51, 0.5], [0.48, 0.82]]]),
        strokes(&[&[
            [0.32, 0.34],
            [0.38, 0.24],
            [0.5, 0.2],
            [0.62, 0.25],
            [0.66, 0.37],
            [0.58, 0.52],
            [0.45, 0.65],
            [0.32, 0.79],
            [0.5, 0.78],
            [0.7, 0.78],
        ]]),
        strokes(&[&[
            [0.34, 0.24],
            [0.46, 0.18],
            [0.6, 0.22],
            [0.64, 0.34],
            [0.56, 0.45],
            [0.46, 0.48],
            [0.58, 0.51],
            [0.66, 0.62],
            [0.62, 0.76],
            [0.48, 0.82],
            [0.34, 0.76],
        ]]),
        strokes(&[&[[0.38, 0.2], [0.32, 0.52], [0.68, 0.52]], &[[0.6, 0.25], [0.58, 0.82]]]),
        strokes(&[&[
            [0.66, 0.2],
            [0.38, 0.2],
            [0.36, 0.46],
            [0.52, 0.42],
            [0.66, 0.52],
            [0.66, 0.68],
            [0.54, 0.8],
            [0.36, 0.76],
        ]]),
        strokes(&[&[
            [0.6, 0.18],
            [0.44, 0.34],
            [0.36, 0.58],
            [0.4, 0.76],
            [0.54, 0.82],
            [0.64, 0.7],
            [0.58, 0.56],
            [0.42, 0.6],
        ]]),
        strokes(&[&[
            [0.3, 0.24],
            [0.5, 0.23],
            [0.7, 0.23],
            [0.6, 0.45],
            [0.52, 0.64],
            [0.46, 0.82],
        ]]),
        strokes(&[&[
            [0.6, 0.28],
            [0.5, 0.2],
            [0.4, 0.28],
            [0.44, 0.42],
            [0.58, 0.56],
            [0.62, 0.7],
            [0.5, 0.82],
            [0.38, 0.7],
            [0.44, 0.54],
            [0.58, 0.4],
            [0.6, 0.28],
        ]]),
        strokes(&[&[
            [0.62, 0.32],
            [0.5, 0.2],
            [0.38, 0.3],
            [0.42, 0.46],
            [0.58, 0.42],
            [0.62, 0.3],
            [0.6, 0.5],
            [0.56, 0.82],
        ]]),
    ]
}

/// Letters and shapes that are no digits.
pub(super) fn absurd() -> Vec<(&'static str, Drawing)> {
    let draw = |name, points: &[&[[f32; 2]]]| (name, strokes(points));
    vec![
        draw(
            "A",
            &[&[[0.25, 0.8], [0.5, 0.2], [0.75, 0.8]], &[[0.35, 0.58], [0.65, 0.58]]],
        ),
        draw(
            "E",
            &[
                &[[0.7, 0.2], [0.3, 0.2], [0.3, 0.8], [0.7, 0.8]],
                &[[0.3, 0.5], [0.6, 0.5]],
            ],
        ),
        draw(
            "H",
            &[
                &[[0.3, 0.2], [0.3, 0.8]],
                &[[0.7, 0.2], [0.7, 0.8]],
                &[[0.3, 0.5], [0.7, 0.5]],
            ],
        ),
        draw("K", &[&[[0.3, 0.2], [0.3, 0.8]], &[[0.7, 0.2], [0.3, 0.5], [0.7, 0.8]]]),
        draw("M", &[&[[0.2, 0.8], [0.25, 0.2], [0.5, 0.6], [0.75, 0.2], [0.8, 0.8]]]),
        draw("T", &[&[[0.2, 0.2], [0.8, 0.2]], &[[0.5, 0.2], [0.5, 0.8]]]),
        draw("W", &[&[[0.2, 0.2], [0.35, 0.8], [0.5, 0.4], [0.65, 0.8], [0.8, 0.2]]]),
        draw("X", &[&[[0.25, 0.2], [0.75, 0.8]], &[[0.75, 0.2], [0.25, 0.8]]]),
        draw(
            "Y",
            &[&[[0.25, 0.2], [0.5, 0.5], [0.75, 0.2]], &[[0.5, 0.5], [0.5, 0.8]]],
        ),
        draw("+", &[&[[0.5, 0.2], [0.5, 0.8]], &[[0.2, 0.5], [0.8, 0.5]]]),
        draw("-", &[&[[0.2, 0.5], [0.8, 0.5]]]),
        draw(
            "star",
            &[&[[0.3, 0.8], [0.5, 0.15], [0.7, 0.8], [0.2, 0.4], [0.8, 0.4], [0.3, 0.8]]],
        ),
        draw(
            "square",
            &[&[[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75], [0.25, 0.25]]],
        ),
        draw("triangle", &[&[[0.25, 0.75], [0.5, 0.25], [0.75, 0.75], [0.25, 0.75]]]),
        draw("dot", &[&[[0.5, 0.5], [0.5, 0.5]]]),
    ]
}

/// Strokes to and fro without lifting the pen, `count` points at random.
pub(super) fn scribble(count: usize, seed: u32) -> Drawing {
    let mut rng = stream(seed, Stream::Split);
    vec![
        (0..count)
            .map(|_| [(); 2].map(|()| rng.random_range(0.15..0.85)))
            .collect(),
    ]
}

pub(super) fn noise(seed: u32) -> Vec<u8> {
    let mut rng = stream(seed, Stream::Split);
    let pixels: Vec<u8> = (0..SIDE * SIDE).map(|_| rng.random()).collect();
    preprocess::center(&pixels, SIDE, SIDE, 28, 28)
}

/// A full pad.
pub(super) fn full() -> Vec<u8> {
    preprocess::center(&vec![255; SIDE * SIDE], SIDE, SIDE, 28, 28)
}

/// A drawing by another hand: leant, stretched, turned, and with unsteady points.
pub(super) fn by_another_hand(drawing: &Drawing, seed: u32) -> Drawing {
    let mut rng = stream(seed, Stream::Split);
    let (turn, lean) = (rng.random_range(-0.2..0.2_f32), rng.random_range(-0.15..0.15));
    let stretch = rng.random_range(0.8..1.2);
    let mut shift = |[x, y]: [f32; 2]| {
        let (x, y) = (
            x - 0.5 + rng.random_range(-0.015..0.015),
            y - 0.5 + rng.random_range(-0.015..0.015),
        );
        let x = x * stretch + lean * y;
        [
            0.5 + x * turn.cos() - y * turn.sin(),
            0.5 + x * turn.sin() + y * turn.cos(),
        ]
    };
    drawing
        .iter()
        .map(|stroke| stroke.iter().map(|&point| shift(point)).collect())
        .collect()
}
