//! Snapshots to go back to when training diverges: the last weights known to give a finite loss. Clones share their
//! tensors, so a snapshot costs memory only where weights have changed since.

use super::stop::Progress;
use crate::checkpoint::EpochLoss;
use crate::train::learner::Learner;

/// Steps between two snapshots: what is lost by going back, against memory.
const EVERY: usize = 50;

/// A run after `step` updates: its weights, and what had been found until then.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub(super) step: usize,
    pub(super) learner: Learner,
    pub(super) progress: Progress,
}

/// The last good weights, and those of which it is not known yet.
#[derive(Debug)]
pub(super) struct Snapshots {
    good: Snapshot,
    offered: Vec<Snapshot>,
}

impl Snapshots {
    /// Where a run begins, or goes on from.
    pub(super) fn at(step: usize, learner: &Learner, progress: &Progress) -> Self {
        Self {
            good: Snapshot {
                step,
                learner: learner.clone(),
                progress: progress.clone(),
            },
            offered: Vec::new(),
        }
    }

    /// Before the update after `step`; keeps one every [`EVERY`] steps, whatever the chunks are.
    pub(super) fn offer(&mut self, step: usize, learner: &Learner, progress: &Progress) {
        if step.is_multiple_of(EVERY) {
            self.offered.push(Snapshot {
                step,
                learner: learner.clone(),
                progress: progress.clone(),
            });
        }
    }

    /// The loss after `step` updates is known to be finite, and now also those of the epoch until then.
    pub(super) fn accept(&mut self, step: usize, epoch_loss: EpochLoss) {
        if self.offered.first().is_some_and(|offered| offered.step == step) {
            self.good = self.offered.remove(0);
            self.good.progress.epoch_loss = epoch_loss;
        }
    }

    /// The snapshot to go back to.
    pub(super) fn restore(&mut self) -> Snapshot {
        self.offered.clear();
        self.good.clone()
    }
}
