//! Batch normalisation, alone or with the ReLU that follows it, of rows `[rows, channels]`: the pixels of images with
//! channels last, or features.

use pulp::{Simd, WithSimd};

use crate::sum::{self, Columns};
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

/// Gradients of the loss with respect to what went in.
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
    /// Mean and variance of every channel: in two passes, of which the second tells what the first mean is off by (Chan,
    /// Golub & LeVeque, 1983).
    #[must_use]
    pub fn statistics(&self, rows: &[f32]) -> Statistics {
        let count = (rows.len() / self.channels) as f64;
        let first = self.sums(rows, self.channels, |sums: &mut [f32], row: &[f32], _| {
            sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        });
        let first: Vec<f32> = first.iter().map(|sum| (sum / count) as f32).collect();
        let about = self.sums(rows, 2 * self.channels, |sums: &mut [f32], row: &[f32], _| {
            let (off, squares) = sums.split_at_mut(self.channels);
            for (((off, square), x), mean) in off.iter_mut().zip(squares).zip(row).zip(&first) {
                let x = x - mean;
                *off += x;
                *square += x * x;
            }
        });
        let (off, squares) = about.split_at(self.channels);
        let mean = first
            .iter()
            .zip(off)
            .map(|(mean, off)| (f64::from(*mean) + off / count) as f32);
        let variance = squares.iter().zip(off).map(|(square, off)| {
            let variance = square / count - (off / count).powi(2);
            // `variance < 0` rather than `f64::max`: NaN propagates.
            if variance < 0.0 { 0.0 } else { variance as f32 }
        });
        Statistics {
            mean: mean.collect(),
            variance: variance.collect(),
        }
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

    /// For statistics that are those of these very rows. `values` are what came out; not read without ReLU.
    #[must_use]
    pub fn backward(
        &self,
        rows: &[f32],
        statistics: &Statistics,
        weight: &[f32],
        values: &[f32],
        gradient: &[f32],
    ) -> Gradients {
        let (channels, count) = (self.channels, (rows.len() / self.channels) as f64);
        let scale: Vec<f32> = self.scale(statistics).collect();
        let alive = |at: usize, factor: f32| if self.relu && values[at] <= 0.0 { 0.0 } else { factor };
        let masked = |at: usize| {
            (at..at + channels)
                .zip(&gradient[at..at + channels])
                .map(|(at, g)| alive(at, *g))
        };
        // Sums of the gradient, and of the gradient times the number's distance from the mean.
        let both = self.sums(rows, 2 * channels, |sums: &mut [f32], row: &[f32], at| {
            let (plain, along) = sums.split_at_mut(channels);
            let sums = plain.iter_mut().zip(along);
            for ((((plain, along), x), mean), g) in sums.zip(row).zip(&statistics.mean).zip(masked(at)) {
                *plain += g;
                *along += g * (x - mean);
            }
        });
        let (bias, along) = both.split_at(channels);
        let found_weight: Vec<f64> = along
            .iter()
            .zip(&scale)
            .map(|(sum, scale)| sum * f64::from(*scale))
            .collect();
        // dx = weight scale (g - mean(g) - x' mean(g x')), x' the normalised number (Ioffe & Szegedy, 2015).
        let factors: Vec<[f32; 4]> = (0..channels)
            .map(|c| {
                let inner = found_weight[c] * f64::from(scale[c]) / count;
                let shift = bias[c] / count;
                [weight[c] * scale[c], shift as f32, statistics.mean[c], inner as f32]
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
            weight: sum::narrow(&found_weight),
            bias: sum::narrow(bias),
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

    /// `len` sums over all rows; `add` adds one, and is told where it begins.
    fn sums(&self, rows: &[f32], len: usize, add: impl Fn(&mut [f32], &[f32], usize) + Send + Sync) -> Vec<f64> {
        let part_len = self.part_len(rows);
        let tasks = rows.chunks(part_len).enumerate().collect();
        let parts = part::each(WORK * rows.len(), tasks, |(part, rows)| {
            let mut sums = Columns::new(len);
            let work = || {
                for (row, numbers) in rows.chunks_exact(self.channels).enumerate() {
                    sums.add(
                        #[inline(always)]
                        |sums| add(sums, numbers, part * part_len + row * self.channels),
                    );
                }
            };
            simd::dispatch(Loop(work));
            sums.total()
        });
        let mut total = vec![0.0; len];
        for sums in parts {
            sum::join(&mut total, &sums);
        }
        total
    }

    /// Writes to `to` what `write` makes of each row.
    fn rows(&self, rows: &[f32], to: &mut [f32], write: impl Fn(&mut [f32], &[f32], usize) + Send + Sync) {
        let part_len = self.part_len(rows);
        let tasks = rows.chunks(part_len).zip(to.chunks_mut(part_len)).enumerate().collect();
        part::each(WORK * rows.len(), tasks, |(part, (rows, to))| {
            let pairs = || {
                let rows = rows.chunks_exact(self.channels).zip(to.chunks_exact_mut(self.channels));
                for (row, (numbers, to)) in rows.enumerate() {
                    write(to, numbers, part * part_len + row * self.channels);
                }
            };
            simd::dispatch(Loop(pairs));
        });
    }

    /// Numbers that one part takes: whole rows.
    fn part_len(&self, rows: &[f32]) -> usize {
        part::len(rows.len() / self.channels) * self.channels
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
