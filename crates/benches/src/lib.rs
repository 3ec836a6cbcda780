//! What the benchmarks share. A crate of its own, because criterion would have Burn compiled once more for every
//! test: `cargo bench -p kiln-benches`, or one with `--bench kernels`.

use criterion::Criterion;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

/// Runs benchmarks with the arguments of the command line.
pub fn run(benchmarks: impl FnOnce(&mut Criterion)) {
    let mut criterion = Criterion::default().configure_from_args();
    benchmarks(&mut criterion);
    criterion.final_summary();
}

/// Numbers drawn uniformly from -1 to 1, the same every time.
#[must_use]
pub fn random(len: usize) -> Vec<f32> {
    let mut rng = Pcg32::seed_from_u64(1);
    (0..len).map(|_| rng.random_range(-1.0..1.0)).collect()
}
