//! A run from a checkpoint: to go on with it, or to begin another with its weights.

use std::sync::Arc;

use burn::tensor::Device;

use super::Run;
use super::snapshot::Snapshots;
use super::stop::{Best, Progress};
use crate::checkpoint::{Checkpoint, CheckpointError, digest, file};
use crate::config::{Initialization, RunConfig, ValidRun};
use crate::data::Dataset;
use crate::data::prepare::Prepared;
use crate::error::Error;
use crate::event::Reason;
use crate::model::init::upload;
use crate::model::network::Network;

impl Run {
    /// Goes on where `checkpoint` was saved, with the same images, as if it had never stopped. What its description says
    /// may have been changed before, so that it learns longer, say; its layers and optimizer may not.
    ///
    /// # Errors
    /// [`CheckpointError::OtherData`] for other images; those of [`Run::new`].
    pub fn resume(checkpoint: Checkpoint, data: Arc<Dataset>, device: &Device) -> Result<Self, Error> {
        let Checkpoint {
            about,
            architecture,
            params,
            slots,
            best,
        } = checkpoint;
        if about.fingerprint != data.fingerprint() {
            return Err(CheckpointError::OtherData.into());
        }
        let ValidRun { config, .. } = about.config.validate(about.size[0], about.size[1], data.num_classes)?;
        let data = Prepared::new(data, &config.data, config.seed)?;
        let mut run = Self::begin(config, data, file::network(&architecture, &params, device), device);
        let load = |values: &Vec<f32>| upload(values.clone(), &run.device);
        run.learner.slots = slots.iter().map(|kept| kept.iter().map(load).collect()).collect();
        let standing = about.standing;
        run.step = standing.step;
        run.snapshots = Snapshots::at(run.step, &run.learner);
        run.progress = Progress {
            reason: standing.reason,
            best: standing.best.zip(best).map(|(found, params)| Best {
                step: found.step,
                loss: found.loss,
                network: file::network(&architecture, &params, device),
            }),
            stale: standing.stale,
            restored: standing.restored,
            validation: standing.validation,
            test: standing.test,
        };
        run.go_on(standing.unread);
        Ok(run)
    }

    /// What is to be read before anything is learnt, and whether anything is.
    fn go_on(&mut self, unread: bool) {
        let all = self.step >= self.info.num_steps;
        match self.progress.reason {
            // It was to learn no longer than this, but now is.
            Some(Reason::Epochs | Reason::Steps | Reason::Ended) if !all => self.progress.reason = None,
            Some(reason) if unread => {
                self.progress.reason = None;
                self.stop(reason);
                return;
            }
            Some(_) => return,
            None => {}
        }
        if all {
            self.run_out();
        } else if unread {
            self.read_epoch();
        }
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
            _ => {
                let expected = "a checkpoint, where a run is to begin with the weights of one";
                return Err(Error::config("initialization", expected, "another"));
            }
        }
        let checkpoint = Checkpoint::from_bytes(bytes)?;
        let (height, width) = (data.train.height, data.train.width);
        let ValidRun { config, architecture } = config.validate(height, width, data.num_classes)?;
        let data = Prepared::new(data, &config.data, config.seed)?;
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
