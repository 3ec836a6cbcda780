//! The arithmetic that takes the time in training, for a GPU: buffers of `f32` in, buffers out. A thread computes a tile of
//! numbers in its registers, because reading memory is what is slow; nothing is shared between threads, so that a GPU
//! made of software, which has to imitate sharing, does not suffer.
//!
//! Knows nothing of networks, and nothing of Burn but CubeCL, which compiles the kernels.

pub mod adam;
pub mod conv;
mod elementwise;
mod launch;
pub mod linear;
pub mod loss;
mod product;
