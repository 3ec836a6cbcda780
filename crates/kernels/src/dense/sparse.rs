//! Sparse matrix products: rows that are mostly zeros, of which the zeros are skipped.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use super::{Dense, transposed};
use crate::part;
use crate::simd::{self, Term, add_to, weighted_sum};
use crate::sum::BLOCK;

/// `rows . weight^T + bias`.
pub(super) fn forward(layer: &Dense, rows: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
    let pitch = pitch(layer.units);
    let table = transposed(weight, layer.features, pitch);
    let mut values = bias.repeat(rows.len() / layer.features);
    Nonzeros::by_row(rows, layer.features, pitch).add_sums(&table, pitch, &mut values, layer.units);
    values
}

/// `gradient^T . rows`: for every feature, all rows that have it.
pub(super) fn weight(layer: &Dense, rows: &[f32], gradient: &[f32]) -> Vec<f32> {
    let Dense { features, units, .. } = *layer;
    let pitch = pitch(units);
    let mut table = vec![0.0; gradient.len() / units * pitch];
    for (to, from) in table.chunks_exact_mut(pitch).zip(gradient.chunks_exact(units)) {
        to[..units].copy_from_slice(from);
    }
    let mut sums = vec![0.0; features * units];
    Nonzeros::by_column(rows, features, pitch).add_sums(&table, pitch, &mut sums, units);
    transposed(&sums, units, features)
}

/// Units, rounded up to whole registers.
fn pitch(units: usize) -> usize {
    units.next_multiple_of(simd::lanes())
}

/// The numbers that are not zero: lists of terms, each with the row of a table that it multiplies, one list behind the other.
struct Nonzeros {
    terms: Vec<Term>,
    /// Where each list begins, and the last one ends.
    begins: Vec<usize>,
}

impl Nonzeros {
    /// A list for each of `rows`, `[any, columns]`; a term's row of the table is its column.
    fn by_row(rows: &[f32], columns: usize, pitch: usize) -> Self {
        let (mut terms, mut begins) = (Vec::new(), vec![0]);
        for row in rows.chunks_exact(columns) {
            each(row, |column, factor| terms.push(term(column, pitch, factor)));
            begins.push(terms.len());
        }
        Self { terms, begins }
    }

    /// A list for each column; a term's row of the table is its row.
    fn by_column(rows: &[f32], columns: usize, pitch: usize) -> Self {
        // How many a column has is written two places behind, so that where its list ends takes the place of where the next
        // begins while the lists are filled.
        let mut begins = vec![0; columns + 2];
        for row in rows.chunks_exact(columns) {
            each(row, |column, _| begins[column + 2] += 1);
        }
        for column in 2..begins.len() {
            begins[column] += begins[column - 1];
        }
        let mut terms = vec![Term::default(); begins[columns + 1]];
        for (number, row) in rows.chunks_exact(columns).enumerate() {
            each(row, |column, factor| {
                let at = &mut begins[column + 1];
                terms[*at] = term(number, pitch, factor);
                *at += 1;
            });
        }
        begins.pop();
        Self { terms, begins }
    }

    /// Adds to each of `to`, `[lists, len]`, the sum of what the terms of its list make of `table`, `[any, pitch]`.
    fn add_sums(&self, table: &[f32], pitch: usize, to: &mut [f32], len: usize) {
        let part_len = part::len(self.begins.len() - 1);
        let tasks = to.chunks_mut(part_len * len).zip((0..).step_by(part_len)).collect();
        part::each(self.terms.len() * len, tasks, |(to, first): (&mut [f32], usize)| {
            let lists = first..first + to.len() / len;
            simd::dispatch(Sums {
                nonzeros: self,
                table,
                pitch,
                lists,
                to,
                len,
            });
        });
    }
}

fn term(row: usize, pitch: usize, factor: f32) -> Term {
    Term {
        base: (row * pitch) as u32,
        factor,
    }
}

/// Calls `found` with the index of every number that is not zero, and the number. Zeros come in runs: eight at a time are
/// passed over.
#[inline(always)]
fn each(numbers: &[f32], mut found: impl FnMut(usize, f32)) {
    for (some, first) in numbers.chunks(8).zip((0..).step_by(8)) {
        // Shifted left, a number loses its sign: of -0.0, too, no bit is left.
        if some.iter().fold(0, |bits, number| bits | number.to_bits() << 1) == 0 {
            continue;
        }
        for (number, at) in some.iter().zip(first..) {
            if *number != 0.0 {
                found(at, *number);
            }
        }
    }
}

/// See [`Nonzeros::add_sums`].
struct Sums<'a> {
    nonzeros: &'a Nonzeros,
    table: &'a [f32],
    pitch: usize,
    lists: Range<usize>,
    to: &'a mut [f32],
    len: usize,
}

impl WithSimd for Sums<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self {
            nonzeros, table, pitch, ..
        } = self;
        let mut sum = vec![0.0; pitch];
        for (list, to) in self.lists.zip(self.to.chunks_exact_mut(self.len)) {
            let terms = &nonzeros.terms[nonzeros.begins[list]..nonzeros.begins[list + 1]];
            sum[..to.len()].copy_from_slice(to);
            for terms in terms.chunks(BLOCK) {
                let mut done = 0;
                macro_rules! add {
                    ($registers:literal) => {{
                        let found = weighted_sum::<S, $registers>(simd, terms, table, done);
                        add_to::<S, $registers>(simd, &mut sum, done, found);
                        done += $registers * S::F32_LANES;
                    }};
                }
                while done < pitch {
                    match (pitch - done) / S::F32_LANES {
                        8.. => add!(8),
                        4.. => add!(4),
                        _ => add!(1),
                    }
                }
            }
            to.copy_from_slice(&sum[..to.len()]);
        }
    }
}
