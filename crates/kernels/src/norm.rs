//! Batch normalisation, alone or with the ReLU that follows it, of rows `[rows, channels]`: the pixels of images with
//! channels last, or features.

use pulp::{Simd, WithSimd};

use crate::{part, simd};

/// What is done to rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchNorm {
    /// Numbers in a row.
    pub channels: usize,
    /// Added to a variance before its root is taken.
    pub epsilon: f32,
    /// Whether `max(0, x)` follows.
    pub relu: bool,
}

/// Of every channel, over all rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// `[channels]`
    pub mean: Vec<f32>,
    /// `[channels]`, divided by the number of rows.
    pub variance: Vec<f32>,
}

/// How the loss changes with what went in.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// `[rows, channels]`
    pub rows: Vec<f32>,
    /// `[channels]`
    pub weight: Vec<f32>,
    /// `[channels]`
    pub bias: Vec<f32>,
}

impl BatchNorm {
    /// Mean and variance of every channel.
    #[must_use]
    pub fn statistics(&self, rows: &[f32]) -> Statistics {
        let count = (rows.len() / self.channels) as f32;
        let mean = self.sums(rows, |sums: &mut [f32], row: &[f32], _| {
            sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        });
        let mean: Vec<f32> = mean.iter().map(|sum| sum / count).collect();
        let squares = self.sums(rows, |sums: &mut [f32], row: &[f32], _| {
            for ((sum, x), mean) in sums.iter_mut().zip(row).zip(&mean) {
                *sum += (x - mean) * (x - mean);
            }
        });
        let variance = squares.iter().map(|sum| sum / count).collect();
        Statistics { mean, variance }
    }

    /// `(x - mean) / sqrt(variance + epsilon) * weight + bias`.
    #[must_use]
    pub fn forward(&self, rows: &[f32], statistics: &Statistics, weight: &[f32], bias: &[f32]) -> Vec<f32> {
        let scale: Vec<f32> = self
            .scale(statistics)
            .zip(weight)
            .map(|(scale, weight)| scale * weight)
            .collect();
        let mut values = vec![0.0; rows.len()];
        self.rows(rows, &mut values, |values: &mut [f32], row: &[f32], _| {
            for ((((value, x), mean), scale), bias) in
                values.iter_mut().zip(row).zip(&statistics.mean).zip(&scale).zip(bias)
            {
                let y = (x - mean) * scale + bias;
                *value = if self.relu && y < 0.0 { 0.0 } else { y };
            }
        });
        values
    }

    /// The way back of statistics taken from these very rows. `values` are what came out; not read without ReLU.
    #[must_use]
    pub fn backward(
        &self,
        rows: &[f32],
        statistics: &Statistics,
        weight: &[f32],
        values: &[f32],
        gradient: &[f32],
    ) -> Gradients {
        let (channels, count) = (self.channels, (rows.len() / self.channels) as f32);
        let scale: Vec<f32> = self.scale(statistics).collect();
        let alive = |at: usize, factor: f32| if self.relu && values[at] <= 0.0 { 0.0 } else { factor };
        let masked = |at: usize| {
            (at..at + channels)
                .zip(&gradient[at..at + channels])
                .map(|(at, g)| alive(at, *g))
        };
        // Sums of the gradient, and of the gradient times the normalised number.
        let bias = self.sums(rows, |sums: &mut [f32], _: &[f32], at| {
            sums.iter_mut().zip(masked(at)).for_each(|(sum, g)| *sum += g);
        });
        let along = self.sums(rows, |sums: &mut [f32], row: &[f32], at| {
            for (((sum, x), mean), g) in sums.iter_mut().zip(row).zip(&statistics.mean).zip(masked(at)) {
                *sum += g * (x - mean);
            }
        });
        let found_weight: Vec<f32> = along.iter().zip(&scale).map(|(sum, scale)| sum * scale).collect();
        // dx = weight scale (g - mean(g) - x' mean(g x')), x' the normalised number (Ioffe & Szegedy, 2015).
        let factors: Vec<[f32; 4]> = (0..channels)
            .map(|c| {
                let inner = found_weight[c] * scale[c] / count;
                [weight[c] * scale[c], bias[c] / count, statistics.mean[c], inner]
            })
            .collect();
        let mut found = vec![0.0; rows.len()];
        self.rows(rows, &mut found, |found: &mut [f32], row: &[f32], at| {
            for (((found, x), g), [scale, shift, mean, inner]) in
                found.iter_mut().zip(row).zip(masked(at)).zip(&factors)
            {
                *found = scale * (g - shift - (x - mean) * inner);
            }
        });
        Gradients {
            rows: found,
            weight: found_weight,
            bias,
        }
    }

    /// `1 / sqrt(variance + epsilon)` of every channel.
    fn scale<'a>(&self, statistics: &'a Statistics) -> impl Iterator<Item = f32> + use<'a> {
        let epsilon = self.epsilon;
        statistics
            .variance
            .iter()
            .map(move |variance| 1.0 / (variance + epsilon).sqrt())
    }

    /// Sums over all rows; `add` adds one, and is told where it begins.
    fn sums(&self, rows: &[f32], add: impl Fn(&mut [f32], &[f32], usize) + Send + Sync) -> Vec<f32> {
        let share = self.share(rows);
        let tasks = rows.chunks(share).enumerate().collect();
        let parts = part::each(WORK * rows.len(), tasks, |(part, rows)| {
            let mut sums = vec![0.0; self.channels];
            let work = || {
                for (row, numbers) in rows.chunks_exact(self.channels).enumerate() {
                    add(&mut sums, numbers, part * share + row * self.channels);
                }
            };
            simd::dispatch(Loop(work));
            sums
        });
        let mut total = vec![0.0; self.channels];
        for sums in parts {
            total.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum);
        }
        total
    }

    /// Writes to `to` what `write` makes of each row.
    fn rows(&self, rows: &[f32], to: &mut [f32], write: impl Fn(&mut [f32], &[f32], usize) + Send + Sync) {
        let share = self.share(rows);
        let tasks = rows.chunks(share).zip(to.chunks_mut(share)).enumerate().collect();
        part::each(WORK * rows.len(), tasks, |(part, (rows, to))| {
            let pairs = || {
                let rows = rows.chunks_exact(self.channels).zip(to.chunks_exact_mut(self.channels));
                for (row, (numbers, to)) in rows.enumerate() {
                    write(to, numbers, part * share + row * self.channels);
                }
            };
            simd::dispatch(Loop(pairs));
        });
    }

    /// Numbers that one part takes: whole rows.
    fn share(&self, rows: &[f32]) -> usize {
        part::share(rows.len() / self.channels) * self.channels
    }
}

/// Multiplications that reading a number, and writing one, take the time of.
const WORK: usize = 8;

/// A loop that the compiler turns into SIMD itself, for the registers that this machine has.
struct Loop<F>(F);

impl<F: FnOnce()> WithSimd for Loop<F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        (self.0)();
    }
}

#[cfg(test)]
mod tests;
