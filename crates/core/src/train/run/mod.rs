//! A run in progress: a cursor over epochs and steps that moves when it is told to. It holds no clock and no flag to
//! pause it: pausing is not calling [`Run::advance`].

mod learn;
mod predict;
mod read;
mod resume;
mod save;
mod settle;
mod snapshot;
mod stop;

use std::collections::VecDeque;
use std::sync::Arc;

use burn::tensor::{Device, Tensor};
use serde::Serialize;

use self::read::Reading;
use self::snapshot::Snapshots;
use self::stop::Progress;
use super::learner::Learner;
use crate::checkpoint::{CheckpointError, EpochLoss};
use crate::config::{Change, Initialization, RunConfig, ValidRun};
use crate::data::Dataset;
use crate::data::prepare::Prepared;
use crate::error::Error;
use crate::event::{Reason, TrainEvent};
use crate::metric::running;
use crate::model::architecture::{Architecture, Summary};
use crate::model::network::Network;

/// What a run will come to, known before its first step.
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

/// A network, what it learns from, and how far it has come.
#[derive(Debug)]
pub struct Run {
    config: RunConfig,
    info: RunInfo,
    data: Prepared,
    device: Device,
    learner: Learner,
    /// Updates made.
    step: usize,
    /// The order of the epoch under way.
    order: Vec<u32>,
    /// Sets of images to be read before anything else is learnt, the first one under way.
    readings: VecDeque<Reading>,
    progress: Progress,
    snapshots: Snapshots,
    failure: Option<Error>,
}

/// An event whose numbers are still on the device.
#[derive(Debug)]
enum Pending {
    Step {
        step: usize,
        epoch: usize,
        images: usize,
        learning_rate: f64,
    },
    /// With the layers that can die.
    Diagnosed {
        step: usize,
        dead: Vec<usize>,
    },
    Read {
        reading: Box<Reading>,
        /// As many pairs of sums come first.
        batches: usize,
    },
    Ready(TrainEvent),
}

/// What a chunk of work has come to so far.
#[derive(Debug, Default)]
struct Chunk {
    pending: Vec<Pending>,
    /// For each event that waits for numbers, in order.
    numbers: Vec<Tensor<1>>,
}

impl Run {
    /// Builds the network of `config` on `device` and waits at the start.
    ///
    /// # Errors
    /// Those of [`RunConfig::validate`] and [`Prepared::new`]; [`CheckpointError::OtherFile`] where the configuration
    /// asks for the weights of a file, for which there is [`Run::fine_tune`].
    pub fn new(config: RunConfig, data: Arc<Dataset>, device: &Device) -> Result<Self, Error> {
        let ValidRun { config, architecture } =
            config.validate(data.train.height, data.train.width, data.num_classes)?;
        if let Initialization::Checkpoint { digest } = &config.initialization {
            let (expected, found) = (digest.clone(), "none".into());
            return Err(CheckpointError::OtherFile { expected, found }.into());
        }
        let data = Prepared::new(data, &config.data, config.seed)?;
        let network = Network::init(architecture, &config.initialization, config.seed, device);
        Ok(Self::begin(config, data, network, device))
    }

    /// At the start, with a network that is there.
    pub(crate) fn begin(config: RunConfig, data: Prepared, network: Network, device: &Device) -> Self {
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
            readings: VecDeque::new(),
            progress,
            failure: None,
        }
    }

    /// What the run will come to.
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

    /// Losses of the epoch under way, or of the last one at its end, also where an earlier sitting made its steps.
    #[must_use]
    pub fn epoch_loss(&self) -> EpochLoss {
        self.progress.epoch_loss
    }

    /// Whether it has come to its end: nothing is left to learn, nor to read for its last readings.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.progress.is_finished() && self.readings.iter().all(|reading| !reading.is_of_the_run())
    }

    /// Does up to `count` units of work, an update or a batch of images read each, and then reads their numbers back,
    /// once. An empty answer means that there is nothing left to do. The events do not depend on how the work is cut up.
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
            if !self.readings.is_empty() {
                // What follows may depend on what was read, so the chunk ends there.
                if self.read_batch(&mut chunk) {
                    break;
                }
            } else if self.progress.is_finished() {
                break;
            } else {
                self.train_batch(&mut chunk);
            }
        }
        let numbers = running::read(chunk.numbers).await?;
        self.settle(chunk.pending, numbers)
    }

    /// Asks for a reading of the whole test set before anything else is learnt. One under way is left to end.
    pub fn evaluate(&mut self) {
        self.ask(false);
    }

    /// The same, with every probability kept, for [`TrainEvent::Reported`].
    pub fn report(&mut self) {
        self.ask(true);
    }

    fn ask(&mut self, report: bool) {
        if !self.readings.iter().any(|reading| reading.answers(report)) {
            self.readings.push_back(Reading::asked(report));
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

    /// Ends the run after the step it has come to, with a last reading. Nothing happens if it has ended.
    pub fn end(&mut self) {
        self.stop(Reason::Ended);
    }
}
