//! A run in progress: a cursor over epochs and steps that moves when it is told to. It holds no clock and no flag to
//! pause it: pausing is not calling [`Run::advance`].

mod chunk;
mod evaluate;
mod learn;
mod resolve;
mod resume;
mod save;
mod snapshot;
mod stop;

use std::collections::VecDeque;
use std::sync::Arc;

use burn::tensor::Device;
use serde::Serialize;

use self::chunk::Chunk;
use self::evaluate::EvalPass;
use self::snapshot::Snapshots;
use self::stop::Progress;
use super::learner::Learner;
use crate::checkpoint::{CheckpointError, EpochLoss};
use crate::classifier::Classifier;
use crate::config::{Change, Initialization, RunConfig, ValidRun};
use crate::data::Dataset;
use crate::data::run_data::RunData;
use crate::error::Error;
use crate::event::{Prediction, Reason, TrainEvent};
use crate::model::architecture::{Architecture, Summary};
use crate::model::network::Network;
use crate::readback;

/// Sizes of a run, known before its first step.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunInfo {
    /// The network's shapes and sizes.
    pub summary: Summary,
    /// Updates an epoch; the last batch may be smaller.
    pub steps_per_epoch: usize,
    /// Updates in all, if nothing ends the run sooner.
    pub num_steps: usize,
    /// Images learnt from.
    pub num_train: usize,
    /// Images set aside for validation.
    pub num_validation: usize,
    /// Test images.
    pub num_test: usize,
}

/// A run: a network, what it learns from, and how far it has come.
///
/// Training, evaluations and reports are all work of [`Run::advance`]; calls in between say what is to be done next.
///
/// ```
/// use std::sync::Arc;
///
/// use burn::tensor::Device;
/// use kiln_core::Error;
/// use kiln_core::config::{Change, RunConfig};
/// use kiln_core::data::Dataset;
/// use kiln_core::event::{Reason, TrainEvent};
/// use kiln_core::model::layer::{Dense, Flatten};
/// use kiln_core::train::run::Run;
///
/// # fn main() -> Result<(), Error> {
/// #     pollster::block_on(drive())
/// # }
/// # async fn drive() -> Result<(), Error> {
/// let data = Arc::new(Dataset::synthetic(320, 50, 1)?);
/// let config = RunConfig::new(vec![Flatten {}.into(), Dense { units: 10 }.into()]);
/// let mut run = Run::new(config, data, &Device::flex())?;
/// assert_eq!((run.info().steps_per_epoch, run.info().num_steps), (3, 15));
///
/// run.advance(2).await?;
/// run.change(Change { learning_rate: Some(1e-2), ..Change::default() })?;
/// run.evaluate();
/// let events = run.advance(1).await?;
/// assert!(matches!(events[..], [TrainEvent::Evaluating { .. }, TrainEvent::Evaluated { step: 2, .. }]));
///
/// run.end();
/// let mut last = Vec::new();
/// while !run.has_ended() {
///     last = run.advance(10).await?;
/// }
/// assert!(matches!(last.last(), Some(TrainEvent::Finished { reason: Reason::Ended, .. })));
/// assert_eq!(run.config().changes[0].step, 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Run {
    config: RunConfig,
    info: RunInfo,
    data: RunData,
    device: Device,
    learner: Learner,
    /// Updates made.
    step: usize,
    /// The order of the epoch under way.
    order: Vec<u32>,
    /// Evaluations to be made before training goes on, the first one under way.
    evaluations: VecDeque<EvalPass>,
    progress: Progress,
    snapshots: Snapshots,
    failure: Option<Error>,
}

impl Run {
    /// Builds the network of `config` on `device` and waits at the start.
    ///
    /// # Errors
    /// Those of [`RunConfig::validate`] and [`RunData::new`]; [`CheckpointError::OtherFile`] where the configuration
    /// asks for the weights of a file, for which there is [`Run::fine_tune`].
    pub fn new(config: RunConfig, data: Arc<Dataset>, device: &Device) -> Result<Self, Error> {
        let ValidRun { config, architecture } =
            config.validate(data.train.height, data.train.width, data.num_classes)?;
        if let Initialization::Checkpoint { digest } = &config.initialization {
            let (expected, found) = (digest.clone(), "none".into());
            return Err(CheckpointError::OtherFile { expected, found }.into());
        }
        let data = RunData::new(data, &config.data, config.seed)?;
        let network = Network::init(architecture, &config.initialization, config.seed, device);
        Ok(Self::begin(config, data, network, device))
    }

    /// At the start, with a given network.
    pub(crate) fn begin(config: RunConfig, data: RunData, network: Network, device: &Device) -> Self {
        let (num_train, num_validation) = (data.train().len(), data.validation().len());
        let steps_per_epoch = num_train.div_ceil(config.batch_size);
        let info = RunInfo {
            summary: network.architecture.summary.clone(),
            steps_per_epoch,
            num_steps: config.num_steps(num_train),
            num_train,
            num_validation,
            num_test: data.data().test.len(),
        };
        let learner = Learner::new(network, &config.optimizer);
        let progress = Progress::default();
        Self {
            snapshots: Snapshots::at(0, &learner, &progress),
            config,
            info,
            data,
            device: device.clone().without_autodiff(),
            learner,
            step: 0,
            order: Vec::new(),
            evaluations: VecDeque::new(),
            progress,
            failure: None,
        }
    }

    /// Its sizes.
    #[must_use]
    pub fn info(&self) -> &RunInfo {
        &self.info
    }

    /// The run as data: what it was made of, and every change made since.
    #[must_use]
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// The network's layers and parameters.
    #[must_use]
    pub fn architecture(&self) -> &Architecture {
        &self.learner.network.architecture
    }

    /// Updates made.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }

    /// Losses of the epoch under way, or of the last one at its end, also where its steps were made before it was
    /// resumed.
    #[must_use]
    pub fn epoch_loss(&self) -> EpochLoss {
        self.progress.epoch_loss
    }

    /// Whether it has come to its end: neither training nor its last evaluations are left.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.progress.is_finished() && self.evaluations.iter().all(|evaluation| !evaluation.is_scheduled())
    }

    /// Does up to `count` units of work, an update or a batch of an evaluation each, and then reads their numbers back,
    /// once. An empty answer means that there is nothing left to do. The events do not depend on how the work is cut
    /// up.
    ///
    /// # Errors
    /// [`Error::Diverged`] once the loss is no longer finite, after the events that led there; from then on always.
    /// [`Error::Readback`] if the device has been lost.
    pub async fn advance(&mut self, count: usize) -> Result<Vec<TrainEvent>, Error> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let mut chunk = Chunk::default();
        for _ in 0..count {
            if !self.evaluations.is_empty() {
                // What follows may depend on the evaluation, so the chunk ends there.
                if self.eval_batch(&mut chunk) {
                    break;
                }
            } else if self.progress.is_finished() {
                break;
            } else {
                self.train_batch(&mut chunk);
            }
        }
        let resolved = readback::floats_of_each(chunk.0).await?;
        self.resolve(resolved)
    }

    /// Asks for an evaluation of the whole test set before training goes on. One under way is left to end.
    pub fn evaluate(&mut self) {
        self.request(false);
    }

    /// The same, with every probability kept, for [`TrainEvent::Reported`].
    pub fn report(&mut self) {
        self.request(true);
    }

    fn request(&mut self, report: bool) {
        if !self.evaluations.iter().any(|evaluation| evaluation.covers(report)) {
            self.evaluations.push_back(EvalPass::requested(report));
        }
    }

    /// Changes what may change, from the next step on, and records it in the run's configuration.
    ///
    /// # Errors
    /// [`Error::Config`] for a value out of its range; nothing is changed then.
    pub fn change(&mut self, change: Change) -> Result<(), Error> {
        change.check()?;
        let change = Change {
            step: self.step,
            ..change
        };
        self.config.record(change);
        Ok(())
    }

    /// What the network makes of a drawing: see [`Classifier::predict`].
    ///
    /// # Errors
    /// Those of [`Classifier::predict`].
    pub async fn predict(&self, pixels: &[u8], width: usize, height: usize) -> Result<Prediction, Error> {
        self.classifier().predict(pixels, width, height).await
    }

    /// The network as it is now, to classify images with; it does not learn on with the run.
    #[must_use]
    pub fn classifier(&self) -> Classifier {
        let data = self.data.data();
        Classifier {
            network: self.learner.network.clone(),
            loss: self.config.loss,
            normalization: self.data.normalization(),
            size: [data.train.height, data.train.width],
            preprocessing: data.preprocessing,
            device: self.device.clone(),
        }
    }

    /// Ends the run after the step it has come to, with a last evaluation. Nothing happens if it has ended.
    pub fn end(&mut self) {
        self.stop(Reason::Ended);
    }
}
