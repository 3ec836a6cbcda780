//! What a run tells the outside. Events carry no clock: whoever drives the run stamps them.

use serde::Serialize;

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
        /// Mean cross-entropy of the batch before the update, in nats.
        loss: f32,
        /// Images of the batch that were read correctly before the update.
        correct: usize,
        /// Images in the batch.
        images: usize,
    },
    /// A part of the test set was read.
    Evaluating {
        /// Test images read so far.
        done: usize,
        /// Test images in all.
        total: usize,
    },
    /// The whole test set was read.
    Evaluated {
        /// Updates made before.
        step: usize,
        /// Epochs completed before.
        epoch: usize,
        /// What was found.
        test: Evaluation,
    },
    /// The last epoch and its evaluation are done.
    Finished {
        /// Updates made.
        step: usize,
        /// Epochs made.
        epoch: usize,
    },
}

/// How well a network reads a set of images.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Mean cross-entropy, in nats.
    pub loss: f32,
    /// Share read correctly, 0 to 1.
    pub accuracy: f32,
    /// Images read correctly.
    pub correct: usize,
    /// Images read.
    pub images: usize,
}

/// What the network makes of one image.
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
}

/// As bytes, so that the page gets a typed array and not a list of numbers.
mod bytes {
    pub fn serialize<S: serde::Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }
}
