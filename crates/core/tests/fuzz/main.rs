//! Fuzzing of everything that reads untrusted input: files of images, of weights and of configurations, and drawings.
//! Each target damages valid inputs, for random bytes die at the first check, and says at its end that the damage got
//! past it. As tests they run for seconds; `cargo bolero test <name>` drives the same targets by coverage, for as long
//! as one likes. A case that fails prints its seed, and `BOLERO_RANDOM_SEED` brings it back.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

mod checkpoint;
mod config;
mod damage;
mod drawing;
mod idx;
mod json;
mod outcomes;

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Cases a target. The slowest takes about 3 seconds for them.
const CASES: usize = 50_000;
/// A slower machine tries fewer.
const AT_MOST: std::time::Duration = std::time::Duration::from_secs(10);

/// What `work` returns, and the most memory it held at once beyond what was held before, in bytes. Beside other tests
/// of the same process it counts theirs too: limits must leave a few MB for that.
fn with_peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = work();
    (result, MEMORY.peak_usage().saturating_sub(before))
}
