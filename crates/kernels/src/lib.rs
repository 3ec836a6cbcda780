//! The arithmetic that training spends its time on, for a CPU: slices of numbers in, numbers out.
//!
//! Everything here knows nothing of tensors, gradients' bookkeeping or networks; `kiln-core` binds it to Burn. It exists
//! because a gradient behind ReLU and max pooling is mostly zeros, which a general library cannot know: what is zero is
//! skipped. Work is cut into the same parts whatever the number of threads, so the same numbers come out.

pub mod conv;
pub mod norm;
mod part;
mod simd;
