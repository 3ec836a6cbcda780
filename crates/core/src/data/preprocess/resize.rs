//! Resizing, one axis at a time: linear interpolation where it enlarges, the mean over the area where it shrinks.

/// The crop of an image [?, width] that begins at `(top, left)`, resized: [down.len(), across.len()].
pub fn resize(pixels: &[u8], width: usize, (top, left): (usize, usize), down: &Axis, across: &Axis) -> Vec<f32> {
    // One axis at a time: first every row of the crop to the target's width, then those rows to its height.
    let mut narrow = vec![0.0; down.from * across.len()];
    let crop = pixels.chunks_exact(width).skip(top);
    for (row, target) in crop.zip(narrow.chunks_exact_mut(across.len())) {
        for (value, tap) in target.iter_mut().zip(&across.taps) {
            let sources = &row[left + tap.start..][..tap.weights.len()];
            *value = sources
                .iter()
                .zip(&tap.weights)
                .map(|(&pixel, weight)| weight * f32::from(pixel))
                .sum();
        }
    }
    let mut ink = vec![0.0; down.len() * across.len()];
    for (target, tap) in ink.chunks_exact_mut(across.len()).zip(&down.taps) {
        for (row, weight) in narrow.chunks_exact(across.len()).skip(tap.start).zip(&tap.weights) {
            for (value, source) in target.iter_mut().zip(row) {
                *value += weight * source;
            }
        }
    }
    ink
}

/// Resampling weights of one axis: how each pixel of a resized line mixes those of the original.
pub struct Axis {
    /// Length of the line it comes from, in pixels.
    from: usize,
    /// One for each pixel of the resized line.
    taps: Vec<Tap>,
}

/// One target pixel: weights of consecutive source pixels, the first of them `start`.
struct Tap {
    start: usize,
    weights: Vec<f32>,
}

impl Axis {
    /// Resizes `len` pixels by `zoom`, to at most `limit` pixels. A length that is no whole number is centred, its two
    /// end pixels partly covered, so the aspect ratio is kept exactly.
    pub fn new(len: usize, zoom: f32, limit: usize) -> Self {
        let exact = len as f32 * zoom;
        // A hair less before rounding up: 20.000002 must not take 21 pixels.
        let count = ((exact - 1e-3).ceil() as usize).clamp(1, limit);
        let margin = (count as f32 - exact) / 2.0;
        let taps = (0..count)
            .map(|i| {
                let start = (i as f32 - margin) / zoom;
                if zoom > 1.0 {
                    Tap::linear(start + 0.5 / zoom, len)
                } else {
                    Tap::area(start, start + 1.0 / zoom, len)
                }
            })
            .collect();
        Self { from: len, taps }
    }

    pub fn len(&self) -> usize {
        self.taps.len()
    }
}

impl Tap {
    /// The mean over [from, to] of a line that is 0 outside its `len` pixels: shrinking by it loses no thin line.
    fn area(from: f32, to: f32, len: usize) -> Self {
        let start = (from.max(0.0) as usize).min(len - 1);
        let end = (to.ceil() as usize).clamp(start + 1, len);
        let covered = |i: usize| ((i + 1) as f32).min(to) - (i as f32).max(from);
        let weights = (start..end).map(|i| covered(i).max(0.0) / (to - from)).collect();
        Self { start, weights }
    }

    /// The value at position `at` (pixel i spans [i, i + 1]) by linear interpolation, the end pixels continued outside.
    fn linear(at: f32, len: usize) -> Self {
        let at = (at - 0.5).clamp(0.0, (len - 1) as f32);
        let start = at as usize;
        let fraction = at - start as f32;
        Self {
            start,
            weights: if fraction > 0.0 {
                vec![1.0 - fraction, fraction]
            } else {
                vec![1.0]
            },
        }
    }
}
