//! What the benchmarks share. A crate of its own, because what times them would have Burn compiled once more for every
//! test: `cargo bench -p kiln-benches`, or one with `--bench kernels`.

use criterion::Criterion;

/// Runs benchmarks with the arguments of the command line.
pub fn run(benchmarks: impl FnOnce(&mut Criterion)) {
    let mut criterion = Criterion::default().configure_from_args();
    benchmarks(&mut criterion);
    criterion.final_summary();
}

/// Numbers between -1 and 1 that look random.
#[must_use]
pub fn numbers(len: usize) -> Vec<f32> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    };
    (0..len).map(|_| next()).collect()
}
