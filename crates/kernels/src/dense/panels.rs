//! Matrix products by packed panels: four rows by two registers of columns at a time.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use super::transpose;
use crate::part;
use crate::simd::{self, add};
use crate::sum::BLOCK;

/// Registers of columns in a panel.
const REGISTERS: usize = 2;
/// Cache blocking: rows of a panel that are kept in the cache while all rows of the other matrix are read.
const IN_CACHE: usize = BLOCK;

/// A matrix `[inner, columns]` cut into panels of a few columns, each of them `[inner, panel]`, one behind the other. What
/// is missing of the last is zeros.
pub(super) struct Panels {
    numbers: Vec<f32>,
    inner: usize,
    columns: usize,
}

/// Columns in a panel.
fn width() -> usize {
    REGISTERS * simd::lanes()
}

impl Panels {
    /// Of `[inner, columns]`.
    pub(super) fn of_rows(rows: &[f32], columns: usize) -> Self {
        let (width, inner) = (width(), rows.len() / columns);
        let mut numbers = vec![0.0; columns.div_ceil(width) * inner * width];
        let panels = numbers
            .chunks_mut((inner * width).max(1))
            .zip((0..columns).step_by(width));
        for (panel, first) in panels {
            let last = columns.min(first + width);
            for (to, from) in panel.chunks_exact_mut(width).zip(rows.chunks_exact(columns)) {
                to[..last - first].copy_from_slice(&from[first..last]);
            }
        }
        Self {
            numbers,
            inner,
            columns,
        }
    }

    /// Of the transpose of `[columns, inner]`.
    pub(super) fn of_columns(rows: &[f32], inner: usize) -> Self {
        let (width, columns) = (width(), rows.len() / inner);
        let mut numbers = vec![0.0; columns.div_ceil(width) * inner * width];
        let panels = numbers.chunks_mut(inner * width).zip(rows.chunks(inner * width));
        for (panel, rows) in panels {
            transpose(rows, inner, 0, panel, width);
        }
        Self {
            numbers,
            inner,
            columns,
        }
    }

    /// Adds `left . self` to `sums`: `[rows, inner]` times `[inner, columns]`.
    pub(super) fn add_product(&self, left: &[f32], sums: &mut [f32]) {
        self.add(sums, |first| Left::Rows {
            numbers: &left[first * self.inner..],
            inner: self.inner,
        });
    }

    /// Adds `left^T . self` to `sums`: the transpose of `[inner, rows]` times `[inner, columns]`.
    pub(super) fn add_product_of_transpose(&self, left: &[f32], rows: usize, sums: &mut [f32]) {
        self.add(sums, |first| Left::Columns {
            numbers: left,
            rows,
            first,
        });
    }

    /// `left` gives the other matrix from a given row on.
    fn add<'a>(&self, sums: &mut [f32], left: impl Fn(usize) -> Left<'a>) {
        // Whole fours of rows but for the last ones.
        let part_len = part::len(sums.len() / self.columns).next_multiple_of(4);
        let multiplications = sums.len() * self.inner;
        let parts = sums.chunks_mut(part_len * self.columns).zip((0..).step_by(part_len));
        let tasks = parts.map(|(sums, first)| (left(first), sums)).collect();
        part::each(multiplications, tasks, |(left, sums)| {
            simd::dispatch(Part {
                panels: self,
                left,
                sums,
            });
        });
    }
}

/// The left matrix of a part of a product.
enum Left<'a> {
    /// `[rows, inner]`
    Rows { numbers: &'a [f32], inner: usize },
    /// Columns from `first` on of `[inner, rows]`.
    Columns {
        numbers: &'a [f32],
        rows: usize,
        first: usize,
    },
}

/// Some rows of a product.
struct Part<'a> {
    panels: &'a Panels,
    left: Left<'a>,
    sums: &'a mut [f32],
}

impl WithSimd for Part<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { panels, left, sums } = self;
        let (inner, columns, width) = (panels.inner, panels.columns, REGISTERS * S::F32_LANES);
        let registers = S::as_simd_f32s(&panels.numbers).0.as_chunks::<REGISTERS>().0;
        for from in (0..inner).step_by(IN_CACHE) {
            let to = inner.min(from + IN_CACHE);
            for (panel, first) in registers.chunks_exact(inner).zip((0..columns).step_by(width)) {
                let panel = &panel[from..to];
                for (sums, row) in sums.chunks_mut(4 * columns).zip((0..).step_by(4)) {
                    let mut found = [[simd.splat_f32s(0.0); REGISTERS]; 4];
                    left.each(
                        from..to,
                        row,
                        sums.len() / columns,
                        panel,
                        #[inline(always)]
                        |numbers, row| add(simd, &mut found, numbers, row),
                    );
                    for (sums, found) in sums.chunks_exact_mut(columns).zip(found) {
                        add_up_to(simd, &mut sums[first..], found);
                    }
                }
            }
        }
    }
}

impl Left<'_> {
    /// Calls `work` for every inner index in `within`: with the numbers that four rows from `row` on have there, and the row of
    /// `panel`. If only `count` rows are left, one is repeated; what is computed twice is added once.
    #[inline(always)]
    fn each<R>(&self, within: Range<usize>, row: usize, count: usize, panel: &[R], mut work: impl FnMut([f32; 4], &R)) {
        let four = [0, 1, 2, 3].map(|i: usize| row + i.min(count - 1));
        match *self {
            Self::Rows { numbers, inner } => {
                let [a, b, c, d] = four.map(|row| &numbers[row * inner..][within.clone()]);
                for ((((row, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
                    work([*a, *b, *c, *d], row);
                }
            }
            Self::Columns { numbers, rows, first } => {
                let numbers = numbers[within.start * rows..].chunks_exact(rows);
                if count >= 4 {
                    for (row, numbers) in panel.iter().zip(numbers) {
                        let four = numbers[first + four[0]..].first_chunk();
                        work(*four.expect("four numbers"), row);
                    }
                } else {
                    for (row, numbers) in panel.iter().zip(numbers) {
                        work(four.map(|row| numbers[first + row]), row);
                    }
                }
            }
        }
    }
}

/// Adds registers to the front of `sums`, as far as those reach.
#[inline(always)]
fn add_up_to<S: Simd>(simd: S, sums: &mut [f32], registers: [S::f32s; REGISTERS]) {
    if sums.len() >= REGISTERS * S::F32_LANES {
        simd::add_to(simd, sums, 0, registers);
    } else {
        let mut numbers = [0.0; simd::MOST];
        S::as_mut_simd_f32s(&mut numbers).0[..REGISTERS].copy_from_slice(&registers);
        sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
}
