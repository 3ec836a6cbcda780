//! SIMD: the sums that all kernels here are made of, and how slices are read as registers.

#[cfg(not(target_arch = "wasm32"))]
use pulp::Arch;
use pulp::{Simd, WithSimd};

/// Does `work` with the widest registers that this machine has.
pub(crate) fn dispatch<W: WithSimd>(work: W) -> W::Output {
    #[cfg(not(target_arch = "wasm32"))]
    return Arch::new().dispatch(work);
    // A module is built with SIMD or does not load; leaving the other ways out makes it smaller.
    #[cfg(target_arch = "wasm32")]
    Simd::vectorize(
        pulp::wasm::Simd128::try_new().expect("the module is built with SIMD"),
        work,
    )
}

/// Numbers in a register of this machine.
pub(crate) fn lanes() -> usize {
    struct Lanes;
    impl WithSimd for Lanes {
        type Output = usize;
        fn with_simd<S: Simd>(self, _: S) -> usize {
            S::F32_LANES
        }
    }
    dispatch(Lanes)
}

/// A term of a weighted sum: a row of a table, and its factor.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Term {
    /// Where the row begins.
    pub(crate) base: u32,
    pub(crate) factor: f32,
}

/// `sum over terms of factor * table[base + shift ..]`, for `N` registers of numbers.
#[inline(always)]
pub(crate) fn weighted_sum<S: Simd, const N: usize>(
    simd: S,
    terms: &[Term],
    table: &[f32],
    shift: usize,
) -> [S::f32s; N] {
    let table = &table[shift..];
    let mut sums = [simd.splat_f32s(0.0); N];
    for term in terms {
        let factor = simd.splat_f32s(term.factor);
        let numbers = &table[term.base as usize..][..N * S::F32_LANES];
        for (sum, number) in sums.iter_mut().zip(S::as_simd_f32s(numbers).0) {
            *sum = simd.mul_add_e_f32s(factor, *number, *sum);
        }
    }
    sums
}

/// Adds `sums` to what stands at `at` in `target`.
#[inline(always)]
pub(crate) fn add_to<S: Simd, const N: usize>(simd: S, target: &mut [f32], at: usize, sums: [S::f32s; N]) {
    let numbers = &mut target[at..][..N * S::F32_LANES];
    for (number, sum) in S::as_mut_simd_f32s(numbers).0.iter_mut().zip(sums) {
        *number = simd.add_f32s(*number, sum);
    }
}

/// Adds to four sums of `V` registers a number times a row each.
#[inline(always)]
pub(crate) fn add<S: Simd, const V: usize>(
    simd: S,
    sums: &mut [[S::f32s; V]; 4],
    numbers: [f32; 4],
    row: &[S::f32s; V],
) {
    for (sums, number) in sums.iter_mut().zip(numbers) {
        let number = simd.splat_f32s(number);
        for (sum, row) in sums.iter_mut().zip(row) {
            *sum = simd.mul_add_e_f32s(number, *row, *sum);
        }
    }
}

/// The most numbers that two registers hold, on any machine.
pub(crate) const MOST: usize = 32;
