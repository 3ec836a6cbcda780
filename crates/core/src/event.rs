//! Events that a run gives to whoever drives it. Events carry no clock: whoever drives the run stamps them.

use serde::{Deserialize, Serialize};

use crate::config::Change;
use crate::data::novelty::Novelty;
use crate::metric::dynamics::LayerDynamics;
use crate::metric::report::Report;

/// Something that happened while a run advanced, in order.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TrainEvent {
    /// One optimizer update was made.
    Step {
        /// Updates made so far, from 1.
        step: usize,
        /// The epoch this update belongs to, from 1.
        epoch: usize,
        /// Mean loss of the batch before the update; cross-entropy is in nats.
        loss: f32,
        /// Images of the batch that were classified correctly before the update.
        correct: usize,
        /// Images in the batch.
        images: usize,
        /// Size of the update, as the schedule has it.
        learning_rate: f64,
    },
    /// Training dynamics of the update, layer by layer; follows its step.
    Diagnosed {
        /// Updates made so far.
        step: usize,
        /// Euclidean norm of the whole gradient, before it was clipped.
        gradient_norm: f32,
        /// One entry for each layer that has parameters or can die.
        layers: Vec<LayerDynamics>,
    },
    /// Something was changed while the run went on.
    Changed {
        /// The change, with the step before which it was made.
        change: Change,
    },
    /// Progress of an evaluation: a part of the validation or test set was evaluated.
    Evaluating {
        /// Images evaluated so far.
        done: usize,
        /// Images in all.
        total: usize,
    },
    /// The validation images were evaluated.
    Validated {
        /// Updates made before.
        step: usize,
        /// Epochs completed before.
        epoch: usize,
        /// What was found.
        validation: Evaluation,
    },
    /// The whole test set was evaluated.
    Evaluated {
        /// Updates made before.
        step: usize,
        /// Epochs completed before.
        epoch: usize,
        /// What was found.
        test: Evaluation,
    },
    /// A report of the test set, which was asked for.
    Reported {
        /// Updates made before.
        step: usize,
        /// What was found.
        report: Box<Report>,
    },
    /// The run has come to its end, with its last evaluation.
    Finished {
        /// Updates made.
        step: usize,
        /// Epochs made.
        epoch: usize,
        /// Why.
        reason: Reason,
        /// The step whose weights the run has now: an earlier one where the best were restored.
        restored: usize,
    },
}

/// Why a run ended.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// All epochs were made.
    Epochs,
    /// The largest number of steps was made.
    Steps,
    /// The time was up, or whoever drives the run ended it.
    Ended,
    /// The accuracy aimed at was reached.
    Accuracy,
    /// The validation loss no longer fell.
    Convergence,
}

/// Evaluation: loss and accuracy of a network on a set of images.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Mean loss; cross-entropy is in nats.
    pub loss: f32,
    /// Fraction classified correctly, 0 to 1.
    pub accuracy: f32,
    /// Images classified correctly.
    pub correct: usize,
    /// Images evaluated.
    pub images: usize,
}

/// Prediction: the class probabilities of one image.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Prediction {
    /// One probability a class; they sum to 1.
    pub probabilities: Vec<f32>,
    /// The image as the network saw it, after cropping and centring: grayscale, row-major, 0 = background.
    #[cfg_attr(feature = "typescript", tsify(type = "Uint8Array"))]
    #[serde(with = "bytes")]
    pub seen: Vec<u8>,
    /// Height and width of `seen`, in pixels.
    pub size: [usize; 2],
    /// How unlike the dataset's images it is; absent where no dataset was measured, or where it has too few test
    /// images.
    #[cfg_attr(feature = "typescript", tsify(optional, type = "Novelty"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub novelty: Option<Novelty>,
}

/// As bytes, so that the page gets a typed array and not a list of numbers.
mod bytes {
    pub fn serialize<S: serde::Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }
}
