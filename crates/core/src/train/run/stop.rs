//! When a run ends.

use super::Run;
use super::read::{Purpose, Reading, Set};
use crate::event::{Evaluation, Reason, TrainEvent};
use crate::model::network::Network;

/// What decides about the end.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Set when the end was decided.
    pub(super) reason: Option<Reason>,
    pub(super) best: Option<Best>,
    /// Epochs since the best.
    pub(super) stale: usize,
    /// The step whose weights were restored.
    pub(super) restored: Option<usize>,
    /// The last readings.
    pub(super) validation: Option<Evaluation>,
    pub(super) test: Option<Evaluation>,
}

/// The epoch with the lowest validation loss.
#[derive(Debug)]
pub(super) struct Best {
    pub(super) step: usize,
    pub(super) loss: f32,
    pub(super) network: Network,
}

impl Progress {
    /// Whether nothing more is learnt.
    pub(super) fn is_finished(&self) -> bool {
        self.reason.is_some()
    }
}

impl Run {
    /// What an epoch's reading means for the run.
    pub(super) fn judge(&mut self, found: Evaluation) {
        self.remember(found);
        let stopping = self.config.stopping;
        if stopping
            .target_accuracy
            .is_some_and(|target| f64::from(found.accuracy) >= target)
        {
            self.stop(Reason::Accuracy);
        } else if stopping
            .patience
            .is_some_and(|patience| self.progress.stale >= patience.epochs)
        {
            self.stop(Reason::Convergence);
        }
    }

    fn remember(&mut self, found: Evaluation) {
        let Some(patience) = self.config.stopping.patience else {
            return;
        };
        let best = self.progress.best.as_ref();
        let falls = |best: &Best| f64::from(best.loss - found.loss) > patience.min_improvement;
        if best.is_none_or(falls) {
            self.progress.stale = 0;
            self.progress.best = Some(Best {
                step: self.step,
                loss: found.loss,
                network: self.learner.network.clone(),
            });
        } else {
            self.progress.stale += 1;
        }
    }

    /// Nothing more is learnt: the last readings, and the end. The validation images are read first, because they may
    /// tell that other weights are better.
    pub(super) fn stop(&mut self, reason: Reason) {
        if self.progress.is_finished() {
            return;
        }
        self.progress.reason = Some(reason);
        self.readings.retain(|reading| reading.purpose != Purpose::Epoch);
        // An end that a reading brought about has read the validation images already.
        let judged = matches!(reason, Reason::Accuracy | Reason::Convergence);
        let set = if judged || self.data.validation().is_empty() {
            Set::Test
        } else {
            Set::Validation
        };
        if set == Set::Test {
            self.restore_best();
        }
        self.readings.push_back(Reading::new(set, Purpose::End));
    }

    /// The last step has been made: why it was the last.
    pub(super) fn run_out(&mut self) {
        let all = self.info.steps_per_epoch * self.config.num_epochs;
        self.stop(if self.step >= all {
            Reason::Epochs
        } else {
            Reason::Steps
        });
    }

    fn restore_best(&mut self) {
        let wanted = self
            .config
            .stopping
            .patience
            .is_some_and(|patience| patience.restore_best);
        if let Some(best) = self
            .progress
            .best
            .as_ref()
            .filter(|best| wanted && best.step != self.step)
        {
            self.learner.network = best.network.clone();
            self.progress.restored = Some(best.step);
        }
    }

    /// The last reading of `set` has been made.
    pub(super) fn finish(&mut self, found: Evaluation, set: Set) -> Option<TrainEvent> {
        if set == Set::Validation {
            self.remember(found);
            self.restore_best();
            self.readings.push_back(Reading::new(Set::Test, Purpose::End));
            return None;
        }
        let step = self.step;
        self.progress.reason.map(|reason| TrainEvent::Finished {
            step,
            epoch: step / self.info.steps_per_epoch,
            reason,
            restored: self.progress.restored.unwrap_or(step),
        })
    }
}
