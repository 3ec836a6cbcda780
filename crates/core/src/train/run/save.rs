//! Saving a run as a checkpoint.

use burn::tensor::Tensor;

use super::Run;
use super::evaluate::EvalPass;
use crate::checkpoint::{About, BestEpoch, Checkpoint, Standing};
use crate::error::Error;
use crate::readback;

impl Run {
    /// Everything that the run needs to go on as if it had never stopped.
    ///
    /// # Errors
    /// [`Error::Readback`] if the device has been lost.
    pub async fn save(&self) -> Result<Checkpoint, Error> {
        let params = read(&self.learner.network.params).await?;
        let mut optimizer_state = Vec::with_capacity(self.learner.optimizer_state.len());
        for kept in &self.learner.optimizer_state {
            optimizer_state.push(read(kept).await?);
        }
        let best = match &self.progress.best {
            Some(best) => Some(read(&best.network.params).await?),
            None => None,
        };
        let last = self
            .progress
            .restored
            .as_ref()
            .and_then(|restored| restored.last.as_ref());
        let last = match last {
            Some(network) => Some(read(&network.params).await?),
            None => None,
        };
        let data = self.data.data();
        let about = About {
            format: About::FORMAT,
            config: self.config.clone(),
            size: [data.train.height, data.train.width],
            class_names: data.class_names.clone(),
            normalization: self.data.normalization(),
            preprocessing: data.preprocessing,
            fingerprint: data.fingerprint(),
            standing: self.standing(),
        };
        Ok(Checkpoint {
            about,
            architecture: self.learner.network.architecture.clone(),
            params,
            optimizer_state,
            best,
            last,
        })
    }

    fn standing(&self) -> Standing {
        let progress = &self.progress;
        Standing {
            step: self.step,
            reason: progress.reason,
            best: progress.best.as_ref().map(|best| BestEpoch {
                step: best.step,
                loss: best.loss,
            }),
            stale: progress.stale,
            restored: progress.restored.as_ref().map(|restored| restored.step),
            unread: self.evaluations.iter().any(EvalPass::is_scheduled),
            owes_epoch: Some(self.owes_epoch()),
            decided: self.evaluations.iter().any(EvalPass::is_final_test),
            epoch_loss: progress.epoch_loss,
            validation: progress.validation,
            test: progress.test,
        }
    }
}

/// Reads tensors back one by one: together they would be more than some devices let one tensor have.
async fn read(tensors: &[Tensor<1>]) -> Result<Vec<Vec<f32>>, Error> {
    let mut all = Vec::with_capacity(tensors.len());
    for tensor in tensors {
        all.push(readback::floats(tensor.clone()).await?);
    }
    Ok(all)
}
