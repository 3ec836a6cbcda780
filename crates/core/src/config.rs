//! The configuration of a run. A [`RunConfig`] is plain data: it serialises, it round-trips, and together with a
//! dataset it determines every number of the run. Checking it is [`RunConfig::validate`]'s job, once.

mod change;
mod stopping;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use change::{Change, Clipping, InForce};
pub use stopping::{Patience, Stopping};

pub use crate::data::config::{Augmentation, DataConfig, Normalization};
use crate::error::{ConfigProblem, ConfigRefusal, Error, Limit, Range};
use crate::model::architecture::{Architecture, MAX_STEP_BYTES};
pub use crate::model::init::Initialization;
pub use crate::model::layer::LayerConfig;
pub use crate::train::loss::{Loss, Output};
pub use crate::train::optimizer::OptimizerConfig;
pub use crate::train::schedule::Schedule;

/// Everything that determines a run, besides its dataset.
///
/// ```
/// use kiln_core::Error;
/// use kiln_core::config::RunConfig;
/// use kiln_core::model::layer::{Dense, Flatten};
///
/// let config = RunConfig::new(vec![Flatten {}.into(), Dense { units: 10 }.into()]);
/// let json = serde_json::to_string(&config)?;
/// assert_eq!(serde_json::from_str::<RunConfig>(&json)?, config);
/// assert!(config.clone().validate(28, 28, 10).is_ok());
///
/// let refused = RunConfig { batch_size: 0, ..config }.validate(28, 28, 10);
/// assert!(matches!(refused, Err(Error::Config { .. })));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunConfig {
    /// The network, from image to logits; the last layer has one unit a class.
    pub layers: Vec<LayerConfig>,
    /// How its weights are initialized.
    #[serde(default)]
    pub initialization: Initialization,
    /// The loss that training minimizes.
    #[serde(default)]
    pub loss: Loss,
    /// The optimizer, which makes updates of gradients.
    pub optimizer: OptimizerConfig,
    /// The base learning rate, above 0 and at most [`MAX_LEARNING_RATE`].
    pub learning_rate: f64,
    /// The learning rate schedule, which multiplies the base.
    #[serde(default)]
    pub schedule: Schedule,
    /// Linear warm-up: steps over which the learning rate first rises from nothing; 0 for none.
    #[serde(default)]
    pub warmup_steps: usize,
    /// Weight decay, 0 to 1: how strongly weights are drawn towards 0 each step; each optimizer says how.
    #[serde(default)]
    pub weight_decay: f64,
    /// Gradient clipping.
    #[serde(default)]
    pub clipping: Clipping,
    /// Images a step, 1 to [`MAX_BATCH_SIZE`].
    pub batch_size: usize,
    /// Passes over the training images, 1 to [`MAX_EPOCHS`].
    pub num_epochs: usize,
    /// Early stopping, and other limits that end the run sooner.
    #[serde(default)]
    pub stopping: Stopping,
    /// Which images, and what is done to them.
    #[serde(default)]
    pub data: DataConfig,
    /// Every how many steps gradients, updates and dead units are measured layer by layer; 0 for never.
    #[serde(default)]
    pub diagnose_every: usize,
    /// What is changed on the way, in the order of the steps. A change made by hand while the run goes is added here.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// The seed of everything random: weights, order of the images, augmentation, dropout.
    pub seed: u32,
}

/// Past this nothing can be learnt: it is a typing error.
pub const MAX_LEARNING_RATE: f64 = 1_000.0;
/// Past this the activations of the reference network no longer fit a browser's memory.
pub const MAX_BATCH_SIZE: usize = 4_096;
/// A bound for the progress bar, not for learning.
pub const MAX_EPOCHS: usize = 10_000;
/// Far more than anyone makes by hand.
const MAX_CHANGES: usize = 10_000;

/// Of counts: 1 to `max`.
const fn one_to(max: usize) -> Range {
    Range::between(1.0, max as f64).whole()
}

const LEARNING_RATE: Limit = Limit::new("learningRate", Range::between(0.0, MAX_LEARNING_RATE).above());
const WARMUP_STEPS: Limit = Limit::new("warmupSteps", Range::at_least(0.0).whole());
const WEIGHT_DECAY: Limit = Limit::new("weightDecay", Range::between(0.0, 1.0));
const BATCH_SIZE: Limit = Limit::new("batchSize", one_to(MAX_BATCH_SIZE));
const NUM_EPOCHS: Limit = Limit::new("numEpochs", one_to(MAX_EPOCHS));
const DIAGNOSE_EVERY: Limit = Limit::new("diagnoseEvery", Range::at_least(0.0).whole());
const SEED: Limit = Limit::new("seed", Range::between(0.0, u32::MAX as f64).whole());
const CHANGES: Limit = Limit::new("changes", Range::at_most(MAX_CHANGES as f64).whole());

/// A configuration that was checked against the shape of its data; only [`RunConfig::validate`] makes one.
#[derive(Clone, Debug)]
pub struct ValidRun {
    pub(crate) config: RunConfig,
    pub(crate) architecture: Arc<Architecture>,
}

impl RunConfig {
    /// A run of `layers` by Adam, with the usual numbers.
    #[must_use]
    pub fn new(layers: Vec<LayerConfig>) -> Self {
        Self {
            layers,
            initialization: Initialization::default(),
            loss: Loss::default(),
            optimizer: OptimizerConfig::Adam(crate::train::optimizer::Adam::default()),
            learning_rate: 1e-3,
            schedule: Schedule::default(),
            warmup_steps: 0,
            weight_decay: 0.0,
            clipping: Clipping::default(),
            batch_size: 128,
            num_epochs: 5,
            stopping: Stopping::default(),
            data: DataConfig::default(),
            diagnose_every: 0,
            changes: Vec::new(),
            seed: 1,
        }
    }

    /// Checks every field, and the layers against images of `[1, height, width]` in `num_classes` classes.
    ///
    /// # Errors
    /// [`Error::Config`] names the field, its range and what was found; [`Error::Layer`] names the layer.
    pub fn validate(self, height: usize, width: usize, num_classes: usize) -> Result<ValidRun, Error> {
        LEARNING_RATE.check(self.learning_rate)?;
        WARMUP_STEPS.check(self.warmup_steps as f64)?;
        WEIGHT_DECAY.check(self.weight_decay)?;
        BATCH_SIZE.check(self.batch_size as f64)?;
        NUM_EPOCHS.check(self.num_epochs as f64)?;
        DIAGNOSE_EVERY.check(self.diagnose_every as f64)?;
        SEED.check(f64::from(self.seed))?;
        self.optimizer.as_optimizer().check()?;
        self.loss.check()?;
        self.schedule.check()?;
        self.clipping.check()?;
        self.stopping.check(self.data.validation)?;
        self.data.validate()?;
        CHANGES.check(self.changes.len() as f64)?;
        for (i, change) in self.changes.iter().enumerate() {
            change.check().map_err(|error| error.within(&format!("changes[{i}]")))?;
        }
        if !self.changes.is_sorted_by_key(|change| change.step) {
            return Err(ConfigRefusal::new("changes", ConfigProblem::ChangesOutOfOrder).into());
        }
        let architecture = Architecture::new(&self.layers, [1, height, width], num_classes)?;
        let bytes = architecture.summary.image_bytes.saturating_mul(self.batch_size);
        if bytes > MAX_STEP_BYTES {
            let problem = ConfigProblem::StepTooLarge {
                batch_size: self.batch_size,
                needed: bytes >> 20,
                limit: MAX_STEP_BYTES >> 20,
            };
            return Err(ConfigRefusal::new("batchSize", problem).into());
        }
        Ok(ValidRun {
            config: self,
            architecture: Arc::new(architecture),
        })
    }

    /// Updates that a run on `num_train` images makes, unless a target, a time or somebody ends it sooner; the last batch
    /// of an epoch may be smaller.
    #[must_use]
    pub fn num_steps(&self, num_train: usize) -> usize {
        let all = num_train.div_ceil(self.batch_size) * self.num_epochs;
        self.stopping.max_steps.unwrap_or(all).min(all)
    }

    /// The learning rate of step `step`, from 1, of `num_steps`, where no change by hand is made.
    #[must_use]
    pub fn rate(&self, step: usize, num_steps: usize) -> f64 {
        self.learning_rate * self.schedule.multiplier(step, num_steps, self.warmup_steps)
    }
}

#[cfg(test)]
mod generated;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod tests;
