//! Stopping: early stopping and the other criteria that end a run, and its last evaluations.

use super::Run;
use super::evaluate::{EvalPass, Purpose, Set};
use crate::checkpoint::EpochLoss;
use crate::config::Patience;
use crate::event::{Evaluation, Reason, TrainEvent};
use crate::model::network::Network;

/// Everything that decides about the end. Clones share their tensors.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// Set when the end was decided.
    pub(super) reason: Option<Reason>,
    pub(super) best: Option<Best>,
    /// Epochs since the best.
    pub(super) stale: usize,
    /// The step after which an epoch's evaluation was last judged.
    pub(super) judged: Option<usize>,
    /// The best weights, where the network has them now instead of its last ones.
    pub(super) restored: Option<Restored>,
    /// The last evaluations.
    pub(super) validation: Option<Evaluation>,
    pub(super) test: Option<Evaluation>,
    /// Losses of the epoch under way, or of the last one at its end.
    pub(super) epoch_loss: EpochLoss,
}

/// The network has the best weights in place of its last ones.
#[derive(Clone, Debug)]
pub(super) struct Restored {
    /// Whose weights it has.
    pub(super) step: usize,
    /// The last weights, which training goes on with if it does; not known of old checkpoints.
    pub(super) last: Option<Network>,
}

/// The epoch with the lowest validation loss.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub(super) step: usize,
    pub(super) loss: f32,
    pub(super) network: Network,
}

impl Progress {
    /// Whether training has ended.
    pub(super) fn is_finished(&self) -> bool {
        self.reason.is_some()
    }

    /// Whether a validation loss is lower than the best one, by as much as `patience` asks.
    fn falls(&self, patience: Patience, loss: f32) -> bool {
        let falls = |best: &Best| f64::from(best.loss - loss) > patience.min_improvement;
        self.best.as_ref().is_none_or(falls)
    }
}

impl Run {
    /// Judges the evaluation after an epoch: whether it is the best, and whether the run ends.
    pub(super) fn judge(&mut self, found: Evaluation) {
        self.remember(found);
        self.progress.judged = Some(self.step);
        if let Some(reason) = self.verdict(found) {
            self.stop(reason);
        }
    }

    /// Why the run ends after an epoch in which `found` was found, if it does.
    pub(super) fn verdict(&self, found: Evaluation) -> Option<Reason> {
        let stopping = self.config.stopping;
        let reached = |target| f64::from(found.accuracy) >= target;
        if stopping.target_accuracy.is_some_and(reached) {
            return Some(Reason::Accuracy);
        }
        let converged = |patience: Patience| self.progress.stale >= patience.epochs;
        stopping.patience.is_some_and(converged).then_some(Reason::Convergence)
    }

    /// Whether an epoch is over whose evaluation has not been judged.
    pub(super) fn owes_epoch(&self) -> bool {
        let at_end = self.step > 0 && self.step.is_multiple_of(self.info.steps_per_epoch);
        at_end && self.progress.judged != Some(self.step)
    }

    fn remember(&mut self, found: Evaluation) {
        let Some(patience) = self.config.stopping.patience else {
            return;
        };
        if self.progress.falls(patience, found.loss) {
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

    /// Ends training, with the last evaluations to be made. The validation images come first, because they may tell
    /// that other weights are better.
    pub(super) fn stop(&mut self, reason: Reason) {
        if self.progress.is_finished() {
            return;
        }
        self.use_last_weights();
        self.progress.reason = Some(reason);
        self.evaluations.retain(|pass| pass.purpose != Purpose::Epoch);
        // Where an evaluation brought about the end, the validation images have been evaluated already.
        let judged = matches!(reason, Reason::Accuracy | Reason::Convergence);
        let set = if judged || self.data.validation().is_empty() {
            Set::Test
        } else {
            Set::Validation
        };
        if set == Set::Test {
            self.restore_best();
        }
        self.evaluations.push_back(EvalPass::new(set, Purpose::End));
    }

    /// The last step has been made: why it was the last.
    pub(super) fn stop_at_last_step(&mut self) {
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
        let best = self.progress.best.as_ref();
        if let Some(best) = best.filter(|best| wanted && best.step != self.step) {
            let last = std::mem::replace(&mut self.learner.network, best.network.clone());
            self.progress.restored = Some(Restored {
                step: best.step,
                last: Some(last),
            });
        }
    }

    /// Gives the network its last weights again, before training goes on or an epoch is judged.
    pub(super) fn use_last_weights(&mut self) {
        if let Some(last) = self.progress.restored.take().and_then(|restored| restored.last) {
            self.learner.network = last;
        }
    }

    /// The last evaluation of `set` has been made. What the validation images tell decides about the weights that the
    /// run ends with, and is not counted as an epoch: the run may yet go on, as if it had not been made.
    pub(super) fn finish(&mut self, found: Evaluation, set: Set) -> Option<TrainEvent> {
        if set == Set::Validation {
            let falls = |patience| self.progress.falls(patience, found.loss);
            if !self.config.stopping.patience.is_some_and(falls) {
                self.restore_best();
            }
            self.evaluations.push_back(EvalPass::new(Set::Test, Purpose::End));
            return None;
        }
        let step = self.step;
        self.progress.reason.map(|reason| TrainEvent::Finished {
            step,
            epoch: step / self.info.steps_per_epoch,
            reason,
            restored: self.progress.restored.as_ref().map_or(step, |restored| restored.step),
        })
    }
}
