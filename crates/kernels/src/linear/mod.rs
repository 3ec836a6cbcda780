//! A fully connected layer, alone or with the ReLU that follows it, forward and backward.
//!
//! Rows are `[rows, features]`, weights PyTorch's `[units, features]`. Where rows are mostly zeros, as the pixels of digits
//! are, what is zero is skipped; else products of matrices are made.

mod panels;
mod sparse;

use self::panels::Panels;
use crate::sum::{self, Columns};

/// A layer of one feature and one unit or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear {
    /// Numbers in a row that comes in.
    pub features: usize,
    /// Numbers in a row that comes out.
    pub units: usize,
    /// Whether `max(0, x)` follows.
    pub relu: bool,
}

/// What the way back needs of the way forward.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a> {
    /// `[rows, features]`
    pub rows: &'a [f32],
    /// `[units, features]`
    pub weight: &'a [f32],
    /// What came out: `[rows, units]`. Not read without ReLU.
    pub values: &'a [f32],
}

/// How the loss changes with what went in.
#[derive(Clone, Debug, Default)]
pub struct Gradients {
    /// `[rows, features]`; absent where it was not asked for.
    pub rows: Option<Vec<f32>>,
    /// `[units, features]`
    pub weight: Vec<f32>,
    /// `[units]`
    pub bias: Vec<f32>,
}

/// The largest share of numbers that are not zero for which skipping the others pays.
const SPARSE: f64 = 0.4;

impl Linear {
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
            // Said this way round, what is not a number stays and is seen.
            values.iter_mut().for_each(|x| *x = if *x < 0.0 { 0.0 } else { *x });
        }
        values
    }

    /// `gradient` is that of what came out, `[rows, units]`. `rows`: whether that of the rows is wanted.
    #[must_use]
    pub fn backward(&self, saved: Saved<'_>, gradient: &[f32], rows: bool) -> Gradients {
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

/// Whether so many of `rows` are zero that these are worth being skipped, from a look at some of them: at an odd distance,
/// which no image's width is a multiple of.
fn is_sparse(rows: &[f32]) -> bool {
    let looked = rows.iter().step_by(13);
    let all = looked.len();
    let there = looked.filter(|x| **x != 0.0).count();
    (there as f64) < SPARSE * all as f64
}

/// Rows and columns that are turned at a time, so that what is read and written together stays near the processor.
const SIDE: usize = 16;

/// `numbers`, `[any, columns]`, as `[columns, pitch]`, with zeros behind.
fn transposed(numbers: &[f32], columns: usize, pitch: usize) -> Vec<f32> {
    let mut turned = vec![0.0; columns * pitch];
    for (band, first) in turned.chunks_mut(SIDE * pitch).zip((0..columns).step_by(SIDE)) {
        turn(numbers, columns, first, band, pitch);
    }
    turned
}

/// Writes the columns of `numbers`, `[any, columns]`, from `first` on to the rows of `to`, `[some, pitch]`.
fn turn(numbers: &[f32], columns: usize, first: usize, to: &mut [f32], pitch: usize) {
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
