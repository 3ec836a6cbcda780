//! Description of a checkpoint's run, besides the tensors: JSON in the file's metadata.

use serde::{Deserialize, Serialize};

use crate::config::RunConfig;
use crate::data::Preprocessing;
use crate::data::normalize::Normalize;
use crate::event::{Evaluation, Reason};

/// The run of a checkpoint.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Version of this description, [`About::FORMAT`].
    pub format: u32,
    /// The run, with all changes made so far.
    pub config: RunConfig,
    /// Height and width of the images, in pixels.
    pub size: [usize; 2],
    /// One name a class.
    pub class_names: Vec<String>,
    /// The normalization of its pixels.
    #[serde(rename = "scale")]
    pub normalization: Normalize,
    /// The preprocessing of the images; not known in files from before it was kept.
    #[serde(default, rename = "preparation")]
    pub preprocessing: Preprocessing,
    /// Fingerprint of the dataset, so that a run does not go on with another: see
    /// [`crate::data::Dataset::fingerprint`].
    pub fingerprint: u32,
    /// How far it has come.
    pub standing: Standing,
}

/// How far a run has come.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Updates made.
    pub step: usize,
    /// Why it ended, if it has.
    pub reason: Option<Reason>,
    /// The epoch whose validation loss is the lowest; its weights are in the file as `best.layers.0.weight`...
    pub best: Option<BestEpoch>,
    /// Epochs since the best.
    pub stale: usize,
    /// The step whose weights were restored in the end. The weights that training goes on with, if it does, are in the
    /// file then as `last.layers.0.weight`..., except in files from before that was kept.
    pub restored: Option<usize>,
    /// Whether an evaluation after an epoch, or the last one, was still to be made.
    pub unread: bool,
    /// Whether an epoch was over whose evaluation is still to be judged if the run goes on; [`Standing::unread`] in
    /// files from before this was kept.
    #[serde(default)]
    pub owes_epoch: Option<bool>,
    /// Whether it was decided which weights the run ends with, and only the test images were still to be evaluated.
    #[serde(default)]
    pub decided: bool,
    /// Losses of the epoch under way, or of the last one at its end.
    #[serde(default)]
    pub epoch_loss: EpochLoss,
    /// The last evaluation of the validation images.
    pub validation: Option<Evaluation>,
    /// The last evaluation of the test images.
    pub test: Option<Evaluation>,
}

/// Losses of the batches of an epoch so far, each taken before its update.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EpochLoss {
    /// Of all images; cross-entropy is in nats.
    pub sum: f64,
    /// How many they are.
    pub images: usize,
}

/// The epoch with the lowest validation loss.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BestEpoch {
    /// Updates made before.
    pub step: usize,
    /// Validation loss.
    pub loss: f32,
}

impl EpochLoss {
    /// Counts the batch of `step`, from 1: `images` of mean loss `loss`. The first of an epoch begins anew.
    pub fn add(&mut self, step: usize, steps_per_epoch: usize, loss: f32, images: usize) {
        if step % steps_per_epoch == 1 % steps_per_epoch {
            *self = Self::default();
        }
        self.sum += f64::from(loss) * images as f64;
        self.images += images;
    }
}

impl About {
    /// The version that is written.
    pub const FORMAT: u32 = 1;
    /// Its key in the metadata.
    pub const KEY: &str = "kiln";
}
