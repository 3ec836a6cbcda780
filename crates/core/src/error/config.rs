//! Why a field of a configuration is refused: where it is, and what was expected and found, as data.

use serde::Serialize;

use super::{Error, Range};

/// A field that cannot be what it is.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{path} must be {problem}. Change it and train again.")]
pub struct ConfigRefusal {
    /// The field, as the JSON of the configuration spells it: `stopping.patience.epochs`, `changes[2].learningRate`.
    /// What is no configuration's is the name of an argument.
    pub path: String,
    /// What was expected and found.
    pub problem: ConfigProblem,
}

/// What was expected of a field, and what was found.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConfigProblem {
    /// A number outside of its range.
    #[error("{range}{note}, but is {found}")]
    OutOfRange {
        /// What is allowed.
        range: Range,
        /// What it was.
        found: f64,
        /// Words on the range, for the English message only.
        #[serde(skip)]
        note: &'static str,
    },
    /// Changes must be in the order of their steps.
    #[error("in the order of their steps, but is another order")]
    ChangesOutOfOrder,
    /// A step would not fit the memory that there is.
    #[error(
        "small enough that a step of this network fits {limit} MiB, but is {batch_size}, which takes about {needed} MiB a step"
    )]
    StepTooLarge {
        /// Images a step.
        batch_size: usize,
        /// MiB that it takes.
        needed: usize,
        /// MiB that there are.
        limit: usize,
    },
    /// Nesterov's momentum needs momentum.
    #[error("above 0 where nesterov is true, but is 0")]
    NoMomentum,
    /// Patience watches validation images, and none are set aside.
    #[error("above 0 where stopping.patience is set, which watches the validation images, but is {found}")]
    NoValidation {
        /// The share that is set aside.
        found: f64,
    },
    /// The share to be set aside is less than half an image.
    #[error("0, or enough to set an image aside, but is {share} of {images} images")]
    NothingSetAside {
        /// The share.
        share: f64,
        /// What it is a fraction of.
        images: usize,
    },
    /// A run that begins with the weights of a checkpoint names it.
    #[error("a checkpoint, where a run is to begin with the weights of one, but is another")]
    NoCheckpoint,
    /// A network that has learnt other classes than the dataset has.
    #[error("as many outputs as the dataset has classes, but is {outputs}")]
    OtherClasses {
        /// Of the network.
        outputs: usize,
        /// Of the dataset.
        classes: usize,
    },
}

impl ConfigRefusal {
    pub(crate) fn new(path: &str, problem: ConfigProblem) -> Self {
        Self {
            path: path.to_owned(),
            problem,
        }
    }

    pub(crate) fn out_of_range(path: &str, range: Range, found: f64, note: &'static str) -> Self {
        Self::new(path, ConfigProblem::OutOfRange { range, found, note })
    }
}

impl Error {
    /// The same error with its path behind `place`, where what was checked is a part of something larger.
    pub(crate) fn within(self, place: &str) -> Self {
        match self {
            Self::Config(ConfigRefusal { path, problem }) => ConfigRefusal {
                path: format!("{place}.{path}"),
                problem,
            }
            .into(),
            other => other,
        }
    }
}
