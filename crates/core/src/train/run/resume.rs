//! Resuming a run from a checkpoint, and fine-tuning: a new run that begins with its weights.

use std::sync::Arc;

use burn::tensor::Device;

use super::Run;
use super::evaluate::{EvalPass, Purpose, Set};
use super::snapshot::Snapshots;
use super::stop::{Best, Progress, Restored};
use crate::checkpoint::{Checkpoint, CheckpointError, digest, file};
use crate::config::{Initialization, RunConfig, ValidRun};
use crate::data::Dataset;
use crate::data::run_data::RunData;
use crate::error::{ConfigProblem, ConfigRefusal, Error};
use crate::event::Reason;
use crate::model::init::upload;
use crate::model::network::Network;

impl Run {
    /// Goes on where `checkpoint` was saved, with the same images, as if it had never stopped. What its description
    /// says may have been changed before, so that it learns longer, say; its layers and optimizer may not.
    ///
    /// # Errors
    /// [`CheckpointError::OtherData`] for other images; those of [`Run::new`].
    pub fn resume(checkpoint: Checkpoint, data: Arc<Dataset>, device: &Device) -> Result<Self, Error> {
        let Checkpoint {
            about,
            architecture,
            params,
            optimizer_state,
            best,
            last,
        } = checkpoint;
        if about.fingerprint != data.fingerprint() {
            return Err(CheckpointError::OtherData.into());
        }
        let ValidRun { config, .. } = about.config.validate(about.size[0], about.size[1], data.num_classes)?;
        let data = RunData::new(data, &config.data, config.seed)?;
        let mut run = Self::begin(config, data, file::network(&architecture, &params, device), device);
        let load = |values: &Vec<f32>| upload(values.clone(), &run.device);
        run.learner.optimizer_state = optimizer_state
            .iter()
            .map(|kept| kept.iter().map(load).collect())
            .collect();
        let standing = about.standing;
        run.step = standing.step;
        let network = |params: &Vec<Vec<f32>>| file::network(&architecture, params, device);
        run.progress = Progress {
            reason: standing.reason,
            best: standing.best.zip(best).map(|(found, params)| Best {
                step: found.step,
                loss: found.loss,
                network: network(&params),
            }),
            stale: standing.stale,
            judged: (!standing.owes_epoch.unwrap_or(standing.unread)).then_some(standing.step),
            restored: standing.restored.map(|step| Restored {
                step,
                last: last.as_ref().map(network),
            }),
            validation: standing.validation,
            test: standing.test,
            epoch_loss: standing.epoch_loss,
        };
        // A run that diverges later goes back to the weights that training goes on with, not to restored ones.
        let mut learner = run.learner.clone();
        let last = run
            .progress
            .restored
            .as_ref()
            .and_then(|restored| restored.last.as_ref());
        if let Some(last) = last {
            learner.network = last.clone();
        }
        let progress = Progress {
            reason: None,
            restored: None,
            ..run.progress.clone()
        };
        run.snapshots = Snapshots::at(run.step, &learner, &progress);
        run.go_on(standing.unread, standing.decided);
        Ok(run)
    }

    /// Schedules the evaluations that are still to be made, and decides whether training goes on. Until then the
    /// network keeps the weights that it ended with.
    fn go_on(&mut self, unread: bool, decided: bool) {
        let all = self.step >= self.info.num_steps;
        match self.progress.reason {
            // The run was to end here, and has been extended since.
            Some(Reason::Epochs | Reason::Steps) if !all => self.progress.reason = None,
            Some(Reason::Ended) if !all && !unread => self.progress.reason = None,
            Some(Reason::Accuracy | Reason::Convergence) if !all && self.ends_no_longer() => {
                self.progress.reason = None;
            }
            Some(_) if unread && decided => {
                self.evaluations.push_back(EvalPass::new(Set::Test, Purpose::End));
                return;
            }
            Some(reason) if unread => {
                self.progress.reason = None;
                self.stop(reason);
                return;
            }
            Some(_) => return,
            None => {}
        }
        if all {
            self.stop_at_last_step();
        } else if self.owes_epoch() {
            self.evaluate_epoch();
        }
    }

    /// Whether the last evaluation would no longer end the run: its criteria were changed since.
    fn ends_no_longer(&self) -> bool {
        let found = self.progress.validation.or(self.progress.test);
        found.is_some_and(|found| self.verdict(found).is_none())
    }

    /// A new run whose first weights are those of the file `bytes`, which the configuration's initialisation names, as
    /// far as names and shapes agree: fine-tuning.
    ///
    /// # Errors
    /// [`CheckpointError::OtherFile`] for another file than named; [`CheckpointError::NothingInCommon`] where no
    /// parameter agrees; those of [`Checkpoint::from_bytes`] and [`Run::new`].
    pub fn fine_tune(config: RunConfig, data: Arc<Dataset>, device: &Device, bytes: &[u8]) -> Result<Self, Error> {
        let found = digest(bytes);
        match &config.initialization {
            Initialization::Checkpoint { digest } if *digest == found => {}
            Initialization::Checkpoint { digest } => {
                let expected = digest.clone();
                return Err(CheckpointError::OtherFile { expected, found }.into());
            }
            _ => return Err(ConfigRefusal::new("initialization", ConfigProblem::NoCheckpoint).into()),
        }
        let checkpoint = Checkpoint::from_bytes(bytes)?;
        let (height, width) = (data.train.height, data.train.width);
        let ValidRun { config, architecture } = config.validate(height, width, data.num_classes)?;
        let data = RunData::new(data, &config.data, config.seed)?;
        let mut network = Network::init(architecture.clone(), &config.initialization, config.seed, device);
        let mut common = 0;
        for (value, spec) in network.params.iter_mut().zip(&architecture.params) {
            let same = checkpoint
                .params()
                .find(|(name, shape, _)| *name == spec.name && *shape == spec.shape);
            if let Some((_, _, values)) = same {
                *value = upload(values.to_vec(), &device.clone().without_autodiff());
                common += 1;
            }
        }
        if common == 0 {
            return Err(CheckpointError::NothingInCommon.into());
        }
        Ok(Self::begin(config, data, network, device))
    }
}
