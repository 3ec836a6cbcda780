//! Meter: losses and speed from a run's events, while it goes on.

use std::time::Duration;

use kiln_core::checkpoint::EpochLoss;
use kiln_core::event::{Evaluation, Reason, TrainEvent};
use kiln_core::train::run::Run;

/// Sums since the run was begun, or gone on with.
#[derive(Debug, Default)]
pub struct Meter {
    last_loss: Option<f32>,
    /// Of the epoch under way, the part before the run was gone on with included.
    epoch_loss: EpochLoss,
    steps_per_epoch: usize,
    /// Updates made.
    steps: usize,
    /// Images learnt from, each as often as it was.
    images: usize,
    /// Spent on that, tests left out.
    training: Duration,
    /// Why it ended.
    pub reason: Option<Reason>,
}

impl Meter {
    /// At the start, or where an earlier sitting left the run.
    pub fn new(run: &Run) -> Self {
        Self {
            epoch_loss: run.epoch_loss(),
            steps_per_epoch: run.info().steps_per_epoch,
            ..Self::default()
        }
    }

    /// Gives a line for every evaluation among the events, and for the end.
    pub fn count(&mut self, events: &[TrainEvent], took: Duration) -> Vec<String> {
        let mut lines = Vec::new();
        let (mut units, mut steps) = (0_u32, 0_u32);
        for event in events {
            match *event {
                TrainEvent::Step { step, loss, images, .. } => {
                    self.epoch_loss.add(step, self.steps_per_epoch, loss, images);
                    self.last_loss = Some(loss);
                    self.images += images;
                    steps += 1;
                    units += 1;
                }
                TrainEvent::Evaluating { .. } => units += 1,
                TrainEvent::Validated { epoch, validation, .. } => {
                    lines.push(self.line(epoch, "validation", validation));
                }
                TrainEvent::Evaluated { epoch, test, .. } => lines.push(self.line(epoch, "test", test)),
                TrainEvent::Finished {
                    step, reason, restored, ..
                } => {
                    self.reason = Some(reason);
                    lines.push(end(step, reason, restored));
                }
                TrainEvent::Diagnosed { .. } | TrainEvent::Changed { .. } | TrainEvent::Reported { .. } => {}
            }
        }
        self.steps += steps as usize;
        // A chunk that trains and tests is shared out by its units; there are two such chunks an epoch.
        self.training += took * steps / units.max(1);
        lines
    }

    /// Mean of the last epoch's batches, each taken before its update; none before the first.
    pub fn train_loss(&self) -> Option<f64> {
        let EpochLoss { sum, images } = self.epoch_loss;
        (images > 0).then(|| sum / images as f64)
    }

    /// Over the time spent training, tests left out; none where nothing was learnt.
    pub fn steps_per_second(&self) -> Option<f64> {
        (self.steps > 0).then(|| self.steps as f64 / self.training.as_secs_f64())
    }

    /// The same.
    pub fn images_per_second(&self) -> Option<f64> {
        (self.images > 0).then(|| self.images as f64 / self.training.as_secs_f64())
    }

    /// For the bar.
    pub fn message(&self) -> String {
        self.last_loss
            .map_or_else(String::new, |loss| format!("loss {loss:.4}"))
    }

    fn line(&self, epoch: usize, set: &str, found: Evaluation) -> String {
        let train = self
            .train_loss()
            .map_or_else(String::new, |loss| format!("train loss {loss:.4}, "));
        let Evaluation { loss, accuracy, .. } = found;
        format!("epoch {epoch}: {train}{set} loss {loss:.4}, {set} accuracy {accuracy:.4}")
    }
}

fn end(step: usize, reason: Reason, restored: usize) -> String {
    let why = match reason {
        Reason::Epochs => "all epochs were made",
        Reason::Steps => "the largest number of steps was made",
        Reason::Ended => "it was ended before",
        Reason::Accuracy => "the accuracy aimed at was reached",
        Reason::Convergence => "the validation loss no longer fell",
    };
    if restored == step {
        format!("ended after step {step}: {why}")
    } else {
        format!("ended after step {step}: {why}; the weights are those of step {restored}, the best")
    }
}
