//! Weights as a file of bytes, to keep and to read elsewhere: the safetensors format, and the way from its named tensors
//! back into a network. It knows no model: names and shapes are the caller's.

mod error;
pub mod matching;
pub mod tensor_file;

pub use error::CheckpointError;
pub use tensor_file::{NamedTensor, TensorFile};
