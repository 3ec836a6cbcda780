//! Weights to go back to: the last ones known to give a finite loss. Tensors share their numbers, so a snapshot costs
//! memory only where the weights have changed since.

use crate::train::learner::Learner;

/// Steps between two snapshots: what is lost by going back, against memory.
const EVERY: usize = 50;

/// The last good weights, and those of which it is not known yet.
#[derive(Debug)]
pub(super) struct Snapshots {
    good: (usize, Learner),
    offered: Vec<(usize, Learner)>,
}

impl Snapshots {
    pub(super) fn new(learner: &Learner) -> Self {
        Self::at(0, learner)
    }

    /// Where a run goes on from.
    pub(super) fn at(step: usize, learner: &Learner) -> Self {
        Self {
            good: (step, learner.clone()),
            offered: Vec::new(),
        }
    }

    /// Before the update after `step`; keeps one every [`EVERY`] steps, whatever the chunks are.
    pub(super) fn offer(&mut self, step: usize, learner: &Learner) {
        if step.is_multiple_of(EVERY) {
            self.offered.push((step, learner.clone()));
        }
    }

    /// The loss after `step` updates is known to be finite.
    pub(super) fn accept(&mut self, step: usize) {
        if self.offered.first().is_some_and(|(offered, _)| *offered == step) {
            self.good = self.offered.remove(0);
        }
    }

    /// Goes back; gives the step of what is there now.
    pub(super) fn restore(&mut self, learner: &mut Learner) -> usize {
        self.offered.clear();
        learner.clone_from(&self.good.1);
        self.good.0
    }
}
