//! A dense (fully connected) layer, alone or with the ReLU that follows it, forward and backward: its description, which
//! `kiln-kernels-gpu` and `kiln-core` share, and its kernels for a CPU.
//!
//! Rows are `[rows, features]`, weights PyTorch's `[units, features]`. Where rows are mostly zeros, as the pixels of digits
//! are, what is zero is skipped; else matrices are multiplied.

mod panels;
mod sparse;

use self::panels::Panels;
use crate::sum::{self, Columns};

/// A layer of one feature and one unit or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dense {
    /// Numbers in a row that comes in.
    pub features: usize,
    /// Numbers in a row that comes out.
    pub units: usize,
    /// Whether `max(0, x)` follows.
    pub relu: bool,
}

/// What the backward pass needs of the forward pass. `T` holds numbers: a slice, or a buffer of a GPU.
#[derive(Clone, Copy, Debug)]
pub struct Saved<T> {
    /// `[rows, features]`
    pub rows: T,
    /// `[units, features]`
    pub weight: T,
    /// What came out: `[rows, units]`. Not read without ReLU.
    pub values: T,
}

/// Gradients of the loss with respect to what went in.
#[derive(Clone, Debug)]
pub struct Gradients<T> {
    /// `[rows, features]`; absent where it was not asked for.
    pub rows: Option<T>,
    /// `[units, features]`
    pub weight: T,
    /// `[units]`
    pub bias: T,
}

/// The largest fraction of numbers that are not zero for which skipping the others pays.
const SPARSE: f64 = 0.4;

impl Dense {
    /// `rows . weight^T + bias`, `[rows, units]`.
    #[must_use]
    pub fn forward(&self, rows: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
        let mut values = if is_sparse(rows) {
            sparse::forward(self, rows, weight, bias)
        } else {
            let count = rows.len() / self.features;
            let mut values = bias.repeat(count);
            Panels::of_columns(weight, self.features).add_product(rows, &mut values);
            values
        };
        if self.relu {
            // `x < 0` rather than `f32::max`: NaN propagates.
            values.iter_mut().for_each(|x| *x = if *x < 0.0 { 0.0 } else { *x });
        }
        values
    }

    /// `gradient` is that of what came out, `[rows, units]`. `rows`: whether that of the rows is wanted.
    #[must_use]
    pub fn backward(&self, saved: Saved<&[f32]>, gradient: &[f32], rows: bool) -> Gradients<Vec<f32>> {
        let masked: Vec<f32>;
        let gradient = if self.relu {
            let pairs = gradient.iter().zip(saved.values);
            masked = pairs.map(|(g, value)| if *value <= 0.0 { 0.0 } else { *g }).collect();
            &masked
        } else {
            gradient
        };
        let mut bias = Columns::new(self.units);
        gradient.chunks_exact(self.units).for_each(|row| bias.add_row(row));
        Gradients {
            rows: rows.then(|| {
                let mut found = vec![0.0; saved.rows.len()];
                Panels::of_rows(saved.weight, self.features).add_product(gradient, &mut found);
                found
            }),
            weight: self.weight(saved.rows, gradient),
            bias: sum::narrow(&bias.total()),
        }
    }

    /// The gradient of the weight, `gradient^T . rows`.
    fn weight(&self, rows: &[f32], gradient: &[f32]) -> Vec<f32> {
        if is_sparse(rows) {
            return sparse::weight(self, rows, gradient);
        }
        let mut weight = vec![0.0; self.units * self.features];
        Panels::of_rows(rows, self.features).add_product_of_transpose(gradient, self.units, &mut weight);
        weight
    }
}

/// Whether so many of `rows` are zero that skipping these pays, judged by every 13th number: an image's width is seldom a
/// multiple of that, so that no column is looked at alone.
fn is_sparse(rows: &[f32]) -> bool {
    let looked = rows.iter().step_by(13);
    let all = looked.len();
    let there = looked.filter(|x| **x != 0.0).count();
    (there as f64) < SPARSE * all as f64
}

/// Rows and columns that are transposed at a time, so that what is read and written together stays in the cache.
const SIDE: usize = 16;

/// `numbers`, `[any, columns]`, as `[columns, pitch]`, with zeros behind.
fn transposed(numbers: &[f32], columns: usize, pitch: usize) -> Vec<f32> {
    let mut transposed = vec![0.0; columns * pitch];
    for (band, first) in transposed.chunks_mut(SIDE * pitch).zip((0..columns).step_by(SIDE)) {
        transpose(numbers, columns, first, band, pitch);
    }
    transposed
}

/// Writes the columns of `numbers`, `[any, columns]`, from `first` on to the rows of `to`, `[some, pitch]`.
fn transpose(numbers: &[f32], columns: usize, first: usize, to: &mut [f32], pitch: usize) {
    for (some, left) in numbers.chunks(SIDE * columns).zip((0..).step_by(SIDE)) {
        for (column, to) in to.chunks_exact_mut(pitch).enumerate() {
            for (row, to) in some.chunks_exact(columns).zip(&mut to[left..]) {
                *to = row[first + column];
            }
        }
    }
}

#[cfg(test)]
mod tests;
