//! What a run has learnt, as a file of bytes to keep, go on from, and read elsewhere: safetensors, with the weights under
//! stable names and PyTorch's shapes, what the optimizer keeps, and the run's description.

mod about;
mod digest;
mod error;
pub(crate) mod file;
pub mod matching;
mod sense;
pub mod tensor_file;

pub use about::{About, BestEpoch, EpochLoss, Standing};
pub use digest::digest;
pub use error::CheckpointError;
pub use file::Checkpoint;
pub use tensor_file::{NamedTensor, TensorFile};
