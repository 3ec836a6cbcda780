//! Products of matrices: four rows by two registers of columns at a time.

use pulp::{Simd, WithSimd};

use super::turn;
use crate::part;
use crate::simd::{self, add};

/// Registers of columns in a panel.
const REGISTERS: usize = 2;
/// Rows of a panel that stay near the processor while all rows of the other matrix pass.
const NEAR: usize = 512;

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
        part::each(panels.collect(), |(panel, first)| {
            let last = columns.min(first + width);
            for (to, from) in panel.chunks_exact_mut(width).zip(rows.chunks_exact(columns)) {
                to[..last - first].copy_from_slice(&from[first..last]);
            }
        });
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
        part::each(panels.collect(), |(panel, rows)| turn(rows, inner, 0, panel, width));
        Self {
            numbers,
            inner,
            columns,
        }
    }

    /// Adds `left . self` to `sums`: `[rows, inner]` times `[inner, columns]`.
    pub(super) fn add_product(&self, left: &[f32], sums: &mut [f32]) {
        if sums.is_empty() {
            return;
        }
        // Whole fours of rows but for the last ones.
        let share = part::share(sums.len() / self.columns).next_multiple_of(4);
        let tasks = left
            .chunks(share * self.inner)
            .zip(sums.chunks_mut(share * self.columns));
        part::each(tasks.collect(), |(left, sums)| {
            simd::dispatch(Part {
                panels: self,
                left,
                sums,
            })
        });
    }
}

/// Some rows of a product.
struct Part<'a> {
    panels: &'a Panels,
    left: &'a [f32],
    sums: &'a mut [f32],
}

impl WithSimd for Part<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { panels, left, sums } = self;
        let (inner, columns, width) = (panels.inner, panels.columns, REGISTERS * S::F32_LANES);
        let registers = S::as_simd_f32s(&panels.numbers).0.as_chunks::<REGISTERS>().0;
        for from in (0..inner).step_by(NEAR) {
            let to = inner.min(from + NEAR);
            for (panel, first) in registers.chunks_exact(inner).zip((0..columns).step_by(width)) {
                let panel = &panel[from..to];
                for (left, sums) in left.chunks(4 * inner).zip(sums.chunks_mut(4 * columns)) {
                    let count = left.len() / inner;
                    // The last few are made up to four by repeating one; what is computed twice is added once.
                    let [a, b, c, d] = [0, 1, 2, 3].map(|row: usize| &left[row.min(count - 1) * inner..][from..to]);
                    let mut found = [[simd.splat_f32s(0.0); REGISTERS]; 4];
                    for ((((row, a), b), c), d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
                        add(simd, &mut found, [*a, *b, *c, *d], row);
                    }
                    for (sums, found) in sums.chunks_exact_mut(columns).zip(found) {
                        add_up_to(simd, &mut sums[first..], found);
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
