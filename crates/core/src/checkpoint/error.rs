//! Errors of checkpoints.

use serde::Serialize;

use crate::error::ErrorCode;

/// One way in which a checkpoint cannot be read, written or used.
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum CheckpointError {
    /// The file ends before it says so.
    #[error("expected at least {expected} bytes, found only {found}: the file is cut short. Get it again.")]
    Truncated {
        /// In bytes, as far as can be known.
        expected: u64,
        /// In bytes.
        found: usize,
    },
    /// Not a safetensors file, or one that contradicts itself.
    #[error("{part}: {reason}. Choose a whole safetensors file.")]
    Malformed {
        /// The header, or which tensor.
        part: String,
        /// What was expected and found.
        reason: String,
    },
    /// More than anyone trains here.
    #[error("{part} has {found}, but at most {limit} are allowed. Choose a smaller network.")]
    TooLarge {
        /// The file, or which tensor.
        part: String,
        /// How many there are, and of what.
        found: String,
        /// How many there may be.
        limit: usize,
    },
    /// Values that are no floating-point numbers, or numbers of a rare kind.
    #[error("tensor {tensor:?} is of type {found}, but must be F32, F16, BF16 or F64. Save it as F32.")]
    Type {
        /// Its name.
        tensor: String,
        /// As safetensors spells it.
        found: String,
    },
    /// A value that nothing can be computed with.
    #[error(
        "value {index} of tensor {tensor:?} is {found}, but must be finite. Use a checkpoint from before training diverged."
    )]
    NotFinite {
        /// Its name.
        tensor: String,
        /// Position, from 0, row-major.
        index: usize,
        /// NaN or infinite, as an f32.
        found: f32,
    },
    /// A number that no run has.
    #[error("{field} must be {expected}, but is {found}. Use a file that Kiln saved.")]
    Value {
        /// The field of the description, or which number of which tensor.
        field: String,
        /// Its range.
        expected: &'static str,
        /// What it was.
        found: String,
    },
    /// A tensor is missing, is one too many, or has another shape.
    #[error(
        "tensor {tensor:?}: expected {}, found {}: the file is from another architecture. Use the layers it was saved with.",
        shape(.expected), shape(.found)
    )]
    Mismatch {
        /// Its name.
        tensor: String,
        /// The shape that the network has; `None` where it has no such tensor.
        expected: Option<Vec<usize>>,
        /// The shape in the file; `None` where there is no such tensor.
        found: Option<Vec<usize>>,
    },
    /// A file of tensors that says nothing of a run.
    #[error("it holds tensors but no run: expected a description under \"kiln\". Use a file that Kiln saved.")]
    NoDescription,
    /// The description is not one.
    #[error("its description cannot be read: {reason}. Use a file that this version of Kiln saved.")]
    Description {
        /// What was expected and found.
        reason: String,
    },
    /// It was made with other images.
    #[error(
        "it was made with other images than the dataset that is loaded. Load that dataset, or begin a new run from its weights."
    )]
    OtherData,
    /// Another file was meant.
    #[error("the run begins with the weights of file {expected}, but {found} was given. Give that file.")]
    OtherFile {
        /// SHA-256, in hexadecimal.
        expected: String,
        /// The same, or that there was none.
        found: String,
    },
    /// It has no tensor that the network could begin with.
    #[error(
        "none of its tensors has the name and shape of one of the network's. Use layers like those it was saved with."
    )]
    NothingInCommon,
}

impl CheckpointError {
    /// A stable name for programs: see [`crate::Error::code`].
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Truncated { .. } => ErrorCode::CheckpointTruncated,
            Self::Malformed { .. } => ErrorCode::CheckpointMalformed,
            Self::Value { .. } => ErrorCode::CheckpointValue,
            Self::TooLarge { .. } => ErrorCode::CheckpointTooLarge,
            Self::Type { .. } => ErrorCode::CheckpointType,
            Self::NotFinite { .. } => ErrorCode::CheckpointNotFinite,
            Self::Mismatch { .. } | Self::NothingInCommon => ErrorCode::CheckpointMismatch,
            Self::NoDescription | Self::Description { .. } => ErrorCode::CheckpointDescription,
            Self::OtherData => ErrorCode::CheckpointData,
            Self::OtherFile { .. } => ErrorCode::CheckpointFile,
        }
    }
}

fn shape(shape: &Option<Vec<usize>>) -> String {
    shape
        .as_ref()
        .map_or_else(|| "none".to_owned(), |shape| format!("shape {shape:?}"))
}
