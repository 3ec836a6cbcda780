//! The words a run is described in. A [`RunConfig`] is plain data: it serialises, it round-trips, and together
//! with a dataset it determines every number of the run. Checking it is [`RunConfig::validate`]'s job, once.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::architecture::{self, Summary};

/// One layer of a network, in the order the image passes through them.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum LayerConfig {
    /// 2-D convolution, stride 1, no padding ("valid"): `[c, h, w]` to `[channels, h-k+1, w-k+1]`.
    Conv2d {
        /// Number of filters.
        channels: usize,
        /// Height and width of a filter, in pixels.
        kernel: usize,
    },
    /// Maximum over non-overlapping windows: `[c, h, w]` to `[c, h/size, w/size]`, rounded down.
    MaxPool2d {
        /// Height and width of the window, and the stride, in pixels.
        size: usize,
    },
    /// max(0, x), element by element.
    Relu,
    /// `[c, h, w]` to `[c*h*w]`.
    Flatten,
    /// Fully connected: `[n]` to `[units]`.
    Dense {
        /// Number of outputs.
        units: usize,
    },
}

/// How gradients change weights.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum OptimizerConfig {
    /// Adam with beta 0.9 and 0.999 (Kingma & Ba, 2015).
    Adam,
    /// Stochastic gradient descent, without momentum.
    Sgd,
}

/// Everything that determines a run, besides its dataset.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunConfig {
    /// The network, from image to logits; the last layer has one unit a class.
    pub layers: Vec<LayerConfig>,
    /// The update rule.
    pub optimizer: OptimizerConfig,
    /// Size of a step, above 0 and at most [`MAX_LEARNING_RATE`].
    pub learning_rate: f64,
    /// Images a step, 1 to [`MAX_BATCH_SIZE`].
    pub batch_size: usize,
    /// Passes over the training images, 1 to [`MAX_EPOCHS`].
    pub num_epochs: usize,
    /// Draws the weights and the order of the images.
    pub seed: u32,
}

/// Past this nothing can be learnt: it is a typing error.
pub const MAX_LEARNING_RATE: f64 = 1_000.0;
/// Past this the activations of the reference network no longer fit a browser's memory.
pub const MAX_BATCH_SIZE: usize = 4_096;
/// A bound for the progress bar, not for learning.
pub const MAX_EPOCHS: usize = 10_000;

/// A configuration that was checked against the shape of its data; only [`RunConfig::validate`] makes one.
#[derive(Clone, Debug)]
pub struct ValidRun {
    pub(crate) config: RunConfig,
    pub(crate) summary: Summary,
}

impl RunConfig {
    /// Checks every field, and the layers against images of `[1, height, width]` in `num_classes` classes.
    ///
    /// # Errors
    /// [`Error::Config`] names the field, its range and what was found; [`Error::Layer`] names the layer.
    pub fn validate(self, height: usize, width: usize, num_classes: usize) -> Result<ValidRun, Error> {
        let lr = self.learning_rate;
        check(
            "learningRate",
            lr > 0.0 && lr <= MAX_LEARNING_RATE,
            "above 0 and at most 1000",
            lr,
        )?;
        let batch = self.batch_size;
        check("batchSize", (1..=MAX_BATCH_SIZE).contains(&batch), "1 to 4096", batch)?;
        let epochs = self.num_epochs;
        check("numEpochs", (1..=MAX_EPOCHS).contains(&epochs), "1 to 10000", epochs)?;
        let summary = architecture::summarize(&self.layers, [1, height, width], num_classes)?;
        Ok(ValidRun { config: self, summary })
    }
}

fn check(field: &'static str, holds: bool, expected: &'static str, found: impl ToString) -> Result<(), Error> {
    if holds {
        Ok(())
    } else {
        Err(Error::Config {
            field,
            expected,
            found: found.to_string(),
        })
    }
}
