//! Errors of the learning core: each message says what was expected, what was found and what to do. `code()` is stable
//! and is what the page translates; the message is for people who read English and for logs. As it is serialised, an
//! error is the numbers and names that its message is made of: a refusal of a configuration has the path of its field,
//! and a tagged reason.

mod code;
mod config;
mod range;

use serde::Serialize;

pub use code::ErrorCode;
pub use config::{ConfigProblem, ConfigRefusal};
pub(crate) use range::Limit;
pub use range::Range;

use crate::checkpoint::CheckpointError;
use crate::data::idx::IdxError;
use crate::model::layer::LayerError;

/// An error of the learning core.
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum Error {
    /// A field of the configuration is not what it may be.
    #[error(transparent)]
    Config(#[from] ConfigRefusal),
    /// A layer cannot be built where it stands.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// A file is not what it should be.
    #[error("{file}: {error}")]
    Idx {
        /// Which of the files.
        file: String,
        /// What is wrong with it.
        #[serde(flatten)]
        error: IdxError,
    },
    /// Images and labels do not belong together.
    #[error("{images} images but {labels} labels: the two files do not belong together. Use a matching pair.")]
    CountMismatch {
        /// Images found.
        images: usize,
        /// Labels found.
        labels: usize,
    },
    /// Training and test images differ in size.
    #[error("training images are {train:?} pixels but test images are {test:?}: both must have one size.")]
    SizeMismatch {
        /// Height and width of the training images.
        train: [usize; 2],
        /// Height and width of the test images.
        test: [usize; 2],
    },
    /// No such preset.
    #[error("there is no preset {name:?}; there are: {known}.")]
    UnknownPreset {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A drawing that is not an image.
    #[error("a drawing of {width} x {height} pixels has {expected} bytes, but {found} were given.")]
    Drawing {
        /// Claimed width, in pixels.
        width: usize,
        /// Claimed height, in pixels.
        height: usize,
        /// Bytes that needs.
        expected: usize,
        /// Bytes given.
        found: usize,
    },
    /// The loss is no longer a number.
    #[error(
        "the loss became {loss} at step {step}: training has diverged. The weights of step {restored} are kept. Lower the learning rate (it is {learning_rate}) and train again."
    )]
    Diverged {
        /// The step whose loss it was, from 1.
        step: usize,
        /// NaN or infinite.
        loss: f32,
        /// What the learning rate was.
        learning_rate: f64,
        /// The step whose weights the run has now: the last ones known to give a finite loss.
        restored: usize,
    },
    /// The device did not give its numbers back.
    #[error("the device failed to return a result ({0}). Reload the page, or choose the CPU.")]
    Readback(String),
    /// What is to be traced does not fit together.
    #[error("cannot trace these steps: {0}.")]
    Trace(String),
    /// What is to be exported does not fit together.
    #[error("cannot export this network: {0}.")]
    Export(String),
    /// The number of synthetic digits is out of range.
    #[error("the number of built-in digits must be {range} a split, but is {found}.")]
    SyntheticCount {
        /// Its range.
        range: Range,
        /// What was asked for.
        found: usize,
    },
    /// A split is empty, or would be.
    #[error("no {split} images are left: there must be at least one. Add images, or drop fewer.")]
    NoImages {
        /// "training" or "test".
        split: &'static str,
    },
    /// There are more or fewer names than classes.
    #[error("there are {expected} classes but {found} names: give each class one name.")]
    ClassNames {
        /// Classes.
        expected: usize,
        /// Names.
        found: usize,
    },
    /// Too few or too many classes.
    #[error("a dataset must have 2 to 100 classes, but has {found}. Give each class its own folder.")]
    NumClasses {
        /// Classes found.
        found: usize,
    },
    /// Nothing to learn a class from.
    #[error(
        "class {class} ({name}) has no training images: there must be at least one. Add some, or remove the class."
    )]
    EmptyClass {
        /// Its label.
        class: usize,
        /// What it is called.
        name: String,
    },
    /// One of many images cannot be used.
    #[error("image {index}: {reason}.")]
    LabelledImage {
        /// Position in the list, from 0.
        index: usize,
        /// What was expected, what was found, and the fix.
        reason: String,
    },
    /// A file of weights is not what it should be, or not this network's.
    #[error("the checkpoint cannot be used: {0}")]
    Checkpoint(#[from] CheckpointError),
}

impl Error {
    /// A stable name for programs, one of a list.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Config(_) => ErrorCode::Config,
            Self::Layer(_) => ErrorCode::Layer,
            Self::Idx { error, .. } => error.code(),
            Self::CountMismatch { .. } => ErrorCode::CountMismatch,
            Self::SizeMismatch { .. } => ErrorCode::SizeMismatch,
            Self::UnknownPreset { .. } => ErrorCode::UnknownPreset,
            Self::Drawing { .. } => ErrorCode::Drawing,
            Self::Diverged { .. } => ErrorCode::Diverged,
            Self::Readback(_) => ErrorCode::Readback,
            Self::Trace(_) => ErrorCode::Trace,
            Self::Export(_) => ErrorCode::Export,
            Self::SyntheticCount { .. } => ErrorCode::SyntheticCount,
            Self::NoImages { .. } => ErrorCode::NoImages,
            Self::ClassNames { .. } => ErrorCode::ClassNames,
            Self::NumClasses { .. } => ErrorCode::NumClasses,
            Self::EmptyClass { .. } => ErrorCode::EmptyClass,
            Self::LabelledImage { .. } => ErrorCode::LabelledImage,
            Self::Checkpoint(error) => error.code(),
        }
    }
}
