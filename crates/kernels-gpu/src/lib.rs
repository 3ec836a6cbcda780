//! The arithmetic that takes the time in training, for a GPU: buffers of `f32` in, buffers out. A thread computes a tile of
//! numbers in its registers, because reading memory is what is slow. No kernel uses shared memory, which a software adapter
//! has to imitate.
//!
//! What is computed, and in which order its numbers lie, is described by `kiln-kernels`. Nothing here knows of networks, nor
//! of Burn but CubeCL, which compiles the kernels.

pub mod adam;
pub mod conv;
pub mod dense;
mod elementwise;
mod launch;
pub mod loss;
mod product;
