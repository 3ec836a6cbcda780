//! Register tiling: the filters at four positions at once, one or two registers of them. Nearly all multiplications of a
//! network of convolutions are done here.

use pulp::Simd;

use super::Conv;
use crate::simd::{MOST, add};

/// Filters in registers where there are so many, and how many registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width {
    pub(super) registers: usize,
    /// Filters in them all.
    pub(super) filters: usize,
}

impl Width {
    /// One register where the filters would not fill two.
    pub(super) fn of(filters: usize) -> Self {
        let lanes = crate::simd::lanes();
        let registers = if filters > lanes { 2 } else { 1 };
        Self {
            registers,
            filters: registers * lanes,
        }
    }

    /// `filters`, rounded up to whole registers.
    pub(super) fn round_up(self, filters: usize) -> usize {
        filters.next_multiple_of(self.filters)
    }
}

/// `V` registers of filters.
pub(super) struct Filters<'a, S: Simd, const V: usize> {
    pub(super) conv: &'a Conv,
    /// `[kernel * run]`
    weights: &'a [[S::f32s; V]],
    bias: [S::f32s; V],
}

impl<'a, S: Simd, const V: usize> Filters<'a, S, V> {
    /// `weights`: one block of [`Conv::by_block`].
    #[inline(always)]
    pub(super) fn new(conv: &'a Conv, weights: &'a [f32], bias: &[f32]) -> Self {
        Self {
            conv,
            weights: S::as_simd_f32s(weights).0.as_chunks::<V>().0,
            bias: S::as_simd_f32s(bias).0.as_chunks::<V>().0[0],
        }
    }

    /// What the filters make at four positions of a padded image.
    #[inline(always)]
    pub(super) fn at(&self, simd: S, padded: &[f32], positions: [usize; 4]) -> [[S::f32s; V]; 4] {
        let (run, row) = (self.conv.run(), self.conv.row());
        let mut sums = [self.bias; 4];
        for (ky, weights) in self.weights.chunks_exact(run).enumerate() {
            let [a, b, c, d] = positions.map(|position| &padded[position + ky * row..][..run]);
            for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
                add(simd, &mut sums, [*a, *b, *c, *d], weights);
            }
        }
        sums
    }

    /// Without pooling: `[positions, channels_out]`, of which these filters fill those from `first` on.
    #[inline(always)]
    pub(super) fn plain(&self, simd: S, padded: &[f32], offsets: &[usize], first: usize, values: &mut [f32]) {
        let channels = self.conv.channels_out;
        for (offsets, values) in offsets.chunks(4).zip(values.chunks_mut(4 * channels)) {
            // The last few are made up to four by repeating one.
            let four = [0, 1, 2, 3].map(|i| offsets[i.min(offsets.len() - 1)]);
            let sums = self.at(simd, padded, four);
            for (values, mut sums) in values.chunks_exact_mut(channels).zip(sums) {
                if self.conv.options.relu {
                    sums = sums.map(|sum| relu(simd, sum));
                }
                store::<S, V>(&mut values[first..], sums);
            }
        }
    }

    /// With pooling: the largest of every four positions, and which of them it is; the first, where they are equal.
    #[inline(always)]
    pub(super) fn pooled(
        &self,
        simd: S,
        padded: &[f32],
        offsets: &[usize],
        first: usize,
        (values, indices): (&mut [f32], &mut [u8]),
    ) {
        let channels = self.conv.channels_out;
        let pixels = values
            .chunks_exact_mut(channels)
            .zip(indices.chunks_exact_mut(channels));
        for (four, (values, indices)) in offsets.as_chunks::<4>().0.iter().zip(pixels) {
            let [mut best, others @ ..] = self.at(simd, padded, *four);
            let mut index = [simd.splat_u32s(0); V];
            for (sums, number) in others.into_iter().zip(1..) {
                let number = simd.splat_u32s(number);
                for v in 0..V {
                    // `best >= sum` rather than `sum > best`: NaN is selected, and so propagates.
                    let stays = simd.greater_than_or_equal_f32s(best[v], sums[v]);
                    best[v] = simd.select_f32s(stays, best[v], sums[v]);
                    index[v] = simd.select_u32s(stays, index[v], number);
                }
            }
            if self.conv.options.relu {
                best = best.map(|sum| relu(simd, sum));
            }
            store::<S, V>(&mut values[first..], best);
            let mut numbers = [0; MOST];
            S::as_mut_simd_u32s(&mut numbers).0[..V].copy_from_slice(&index);
            for (index, number) in indices[first..].iter_mut().zip(numbers).take(V * S::F32_LANES) {
                *index = number as u8;
            }
        }
    }
}

/// `max(0, x)`, with NaN kept.
#[inline(always)]
fn relu<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let zero = simd.splat_f32s(0.0);
    simd.select_f32s(simd.less_than_f32s(x, zero), zero, x)
}

/// Writes registers to the front of `values`, as far as those reach.
#[inline(always)]
fn store<S: Simd, const V: usize>(values: &mut [f32], registers: [S::f32s; V]) {
    if let Some(values) = values.get_mut(..V * S::F32_LANES) {
        S::as_mut_simd_f32s(values).0.copy_from_slice(&registers);
    } else {
        let mut numbers = [0.0; MOST];
        S::as_mut_simd_f32s(&mut numbers).0[..V].copy_from_slice(&registers);
        let len = values.len();
        values.copy_from_slice(&numbers[..len]);
    }
}
