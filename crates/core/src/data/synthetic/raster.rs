//! Ink on a canvas finer than the final image. It draws lines with a round pen and knows nothing of digits.

use super::curve::Point;

/// Canvas pixels for each pixel of the final image, a side.
pub const OVERSAMPLE: f32 = 2.0;

/// Height and width of the canvas: the 20-pixel box of the final image, and a margin for soft edges.
pub const SIDE: usize = 48;

/// A place of the pen: where, in canvas pixels, and its radius there.
#[derive(Clone, Copy)]
pub struct Dab {
    pub at: Point,
    pub radius: f32,
}

/// Coverage `[SIDE, SIDE]` in [0, 1], and the bytes it becomes.
pub struct Canvas {
    coverage: Vec<f32>,
    pixels: Vec<u8>,
}

impl Canvas {
    pub fn new() -> Self {
        Self {
            coverage: vec![0.0; SIDE * SIDE],
            pixels: vec![0; SIDE * SIDE],
        }
    }

    /// Grayscale, 0 = background, 255 = ink, row-major `[SIDE, SIDE]`.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Wipes the canvas and draws `lines`: the union of round-ended segments whose edge falls from ink to paper over
    /// `softness` canvas pixels. `ink` is the brightness of full coverage.
    pub fn draw(&mut self, lines: &[Vec<Dab>], softness: f32, ink: u8) {
        self.coverage.fill(0.0);
        for line in lines {
            for pair in line.windows(2) {
                self.segment(pair[0], pair[1], softness);
            }
        }
        for (pixel, coverage) in self.pixels.iter_mut().zip(&self.coverage) {
            *pixel = (coverage * f32::from(ink) + 0.5) as u8;
        }
    }

    fn segment(&mut self, a: Dab, b: Dab, softness: f32) {
        let reach = a.radius.max(b.radius) + softness / 2.0;
        let bounds = |k: usize| {
            // Pixel i has its centre at i + 0.5; casts to usize saturate at 0.
            let low = (a.at[k].min(b.at[k]) - reach - 0.5).ceil() as usize;
            let high = (a.at[k].max(b.at[k]) + reach + 0.5) as usize;
            // Empty where none of it is on the canvas.
            let low = low.min(SIDE);
            low..high.clamp(low, SIDE)
        };
        let (along_x, along_y) = (b.at[0] - a.at[0], b.at[1] - a.at[1]);
        let scale = 1.0 / (along_x * along_x + along_y * along_y).max(1e-6);
        let (growth, sharpness) = (b.radius - a.radius, 1.0 / softness);
        let columns = bounds(0);
        for y in bounds(1) {
            let dy = y as f32 + 0.5 - a.at[1];
            let row = &mut self.coverage[y * SIDE..][columns.clone()];
            for (x, covered) in columns.clone().zip(row) {
                let dx = x as f32 + 0.5 - a.at[0];
                let t = ((dx * along_x + dy * along_y) * scale).clamp(0.0, 1.0);
                let (ex, ey) = (dx - t * along_x, dy - t * along_y);
                let gap = a.radius + t * growth - (ex * ex + ey * ey).sqrt();
                // By comparisons, several pixels at a time also in WebAssembly: it has no minimum that knows NaN.
                let ink = 0.5 + gap * sharpness;
                let ink = if ink < 1.0 { ink } else { 1.0 };
                *covered = if ink > *covered { ink } else { *covered };
            }
        }
    }
}
