//! Resolving events: once their numbers are read back, pending events become real ones, and the run acts on them.

use super::Run;
use super::chunk::Pending;
use super::evaluate::{EvalPass, Purpose, Set};
use crate::error::Error;
use crate::event::{Evaluation, TrainEvent};
use crate::metric::dynamics;
use crate::metric::report::Report;

impl Run {
    /// Makes events of a chunk, up to the first loss that is not finite.
    pub(super) fn resolve(&mut self, chunk: Vec<(Pending, Vec<f32>)>) -> Result<Vec<TrainEvent>, Error> {
        let mut events = Vec::with_capacity(chunk.len());
        for (pending, numbers) in chunk {
            let event = match pending {
                Pending::Ready(event) => event,
                Pending::Step {
                    step,
                    epoch,
                    images,
                    learning_rate,
                } => {
                    let (sum, correct) = sum_batches(&numbers);
                    let loss = (sum / images as f64) as f32;
                    if !loss.is_finite() {
                        self.diverge(step, loss, learning_rate);
                        break;
                    }
                    self.snapshots.accept(step - 1, self.progress.epoch_loss);
                    self.progress
                        .epoch_loss
                        .add(step, self.info.steps_per_epoch, loss, images);
                    TrainEvent::Step {
                        step,
                        epoch,
                        loss,
                        correct,
                        images,
                        learning_rate,
                    }
                }
                Pending::Diagnosed { step, dead } => {
                    let architecture = &self.learner.network.architecture;
                    let (gradient_norm, layers) = dynamics::resolve(architecture, &dead, &numbers);
                    TrainEvent::Diagnosed {
                        step,
                        gradient_norm,
                        layers,
                    }
                }
                Pending::Evaluated { pass, batches } => {
                    let (sums, logits) = numbers.split_at_checked(2 * batches).unwrap_or_default();
                    self.evaluated(&pass, sums, logits, &mut events);
                    continue;
                }
            };
            events.push(event);
        }
        match &self.failure {
            Some(failure) if events.is_empty() => Err(failure.clone()),
            _ => Ok(events),
        }
    }

    /// An evaluation has come to its end.
    fn evaluated(&mut self, pass: &EvalPass, sums: &[f32], logits: &[f32], events: &mut Vec<TrainEvent>) {
        let EvalPass { set, purpose, .. } = *pass;
        let (step, epoch) = (self.step, self.step / self.info.steps_per_epoch);
        let images = match set {
            Set::Validation => self.info.num_validation,
            Set::Test => self.info.num_test,
        };
        let (sum, correct) = sum_batches(sums);
        let found = Evaluation {
            loss: (sum / images as f64) as f32,
            accuracy: correct as f32 / images as f32,
            correct,
            images,
        };
        match set {
            Set::Validation => self.progress.validation = Some(found),
            Set::Test => self.progress.test = Some(found),
        }
        events.push(match set {
            Set::Validation => TrainEvent::Validated {
                step,
                epoch,
                validation: found,
            },
            Set::Test => TrainEvent::Evaluated {
                step,
                epoch,
                test: found,
            },
        });
        match purpose {
            Purpose::Epoch => self.judge(found),
            Purpose::End => events.extend(self.finish(found, set)),
            Purpose::Requested => {}
            Purpose::Report => {
                let data = self.data.data();
                let (criterion, labels) = (self.config.loss, &data.test.labels);
                let report = Report::new(logits, criterion, labels, data.num_classes, found.loss);
                events.push(TrainEvent::Reported {
                    step,
                    report: Box::new(report),
                });
            }
        }
    }

    fn diverge(&mut self, step: usize, loss: f32, learning_rate: f64) {
        let good = self.snapshots.restore();
        let restored = good.step;
        (self.step, self.learner, self.progress) = (good.step, good.learner, good.progress);
        self.order.clear();
        self.evaluations.clear();
        self.failure = Some(Error::Diverged {
            step,
            loss,
            learning_rate,
            restored,
        });
    }
}

/// Sum of losses, and images classified correctly, of all batches.
fn sum_batches(batches: &[f32]) -> (f64, usize) {
    let (batches, _) = batches.as_chunks::<2>();
    let loss = if batches.is_empty() {
        f64::NAN
    } else {
        batches.iter().map(|[sum, _]| f64::from(*sum)).sum()
    };
    (loss, batches.iter().map(|[_, correct]| *correct as usize).sum())
}
