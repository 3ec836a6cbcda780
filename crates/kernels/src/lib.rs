//! The arithmetic that training spends its time on, for a CPU: slices of numbers in, numbers out.
//!
//! Nothing here knows of tensors, autodiff or networks; `kiln-core` binds it to Burn. It exists
//! because a gradient behind ReLU and max pooling is mostly zeros, which a general library cannot know: what is zero is
//! skipped. Work is cut into the same parts whatever the number of threads, so the same numbers come out.

pub mod adam;
pub mod conv;
pub mod dense;
pub mod loss;
pub mod norm;
mod part;
mod simd;
pub mod sum;

/// For tests: numbers drawn uniformly from -1 to 1.
#[cfg(test)]
fn random(len: usize, seed: u64) -> Vec<f32> {
    use rand::{RngExt, SeedableRng};

    let mut rng = rand_pcg::Pcg32::seed_from_u64(seed);
    (0..len).map(|_| rng.random_range(-1.0..1.0)).collect()
}
