//! The arithmetic that training spends its time on, for a CPU: slices of numbers in, numbers out.
//!
//! Everything here knows nothing of tensors, gradients' bookkeeping or networks; `kiln-core` binds it to Burn. It exists
//! because a gradient behind ReLU and max pooling is mostly zeros, which a general library cannot know: what is zero is
//! skipped. Work is cut into the same parts whatever the number of threads, so the same numbers come out.

pub mod adam;
pub mod conv;
pub mod linear;
pub mod loss;
pub mod norm;
mod part;
mod simd;
pub mod sum;

/// For tests: numbers between -1 and 1 that look random.
#[cfg(test)]
fn numbers(len: usize, seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2) | 1;
    let mut next = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    };
    (0..len).map(|_| next()).collect()
}
