//! Checkpoints: a run as a safetensors file, with its weights under stable names in PyTorch's shapes, the optimizer
//! state, and the run's description.

mod about;
mod error;
pub(crate) mod file;
pub mod matching;
mod plausible;
pub mod tensor_file;

pub use about::{About, BestEpoch, EpochLoss, Standing};
pub use error::CheckpointError;
pub use file::{Checkpoint, digest};
pub use tensor_file::{NamedTensor, TensorFile};
