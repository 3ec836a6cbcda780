//! Reading images without learning from them: after an epoch, at the end, and when asked.

use burn::tensor::Tensor;

use super::{Chunk, Pending, Run};
use crate::event::TrainEvent;
use crate::model::reader::BATCH;
use crate::train::step;

/// A set of images that is being read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) set: Set,
    pub(super) purpose: Purpose,
    done: usize,
    /// Of losses, and of images read correctly, of each batch: `[2]`. They are added up where there is f64.
    sums: Vec<Tensor<1>>,
    /// For a report: every logit, `[n * classes]`.
    logits: Vec<Tensor<1>>,
}

/// Which images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    Validation,
    Test,
}

/// What it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An epoch is over: what is found may end the run.
    Epoch,
    /// The run is over.
    End,
    /// Somebody wants to know.
    Asked,
    /// Somebody wants to know everything.
    Report,
}

impl Reading {
    pub(super) fn new(set: Set, purpose: Purpose) -> Self {
        Self {
            set,
            purpose,
            done: 0,
            sums: Vec::new(),
            logits: Vec::new(),
        }
    }

    pub(super) fn asked(report: bool) -> Self {
        Self::new(Set::Test, if report { Purpose::Report } else { Purpose::Asked })
    }

    /// Whether the run goes on after it, or ends with it; not when somebody asked.
    pub(super) fn is_of_the_run(&self) -> bool {
        matches!(self.purpose, Purpose::Epoch | Purpose::End)
    }

    /// Whether nothing is decided by it, nor after it.
    pub(super) fn is_last(&self) -> bool {
        self.set == Set::Test && self.purpose == Purpose::End
    }

    /// Whether somebody who asks is answered by this one.
    pub(super) fn answers(&self, report: bool) -> bool {
        self.set == Set::Test && (!report || self.purpose == Purpose::Report)
    }
}

impl Run {
    /// An epoch is over, and the run is not.
    pub(super) fn read_epoch(&mut self) {
        let set = if self.data.validation().is_empty() {
            Set::Test
        } else {
            Set::Validation
        };
        self.readings.push_back(Reading::new(set, Purpose::Epoch));
    }

    /// Reads a batch of the first reading; true when that reading has come to its end.
    pub(super) fn read_batch(&mut self, chunk: &mut Chunk) -> bool {
        let judges = |reading: &Reading| reading.purpose == Purpose::Epoch;
        if self.readings.front().is_some_and(judges) {
            self.take_up();
        }
        let Some(reading) = self.readings.front_mut() else {
            return false;
        };
        let data = self.data.data();
        let total = match reading.set {
            Set::Test => data.test.len(),
            Set::Validation => self.data.validation().len(),
        };
        let from = reading.done;
        let to = total.min(from + BATCH);
        let batch = match reading.set {
            Set::Test => {
                let indices: Vec<u32> = (from as u32..to as u32).collect();
                self.data.plain_batch(&data.test, &indices, &self.device)
            }
            Set::Validation => {
                let indices = &self.data.validation()[from..to];
                self.data.plain_batch(&data.train, indices, &self.device)
            }
        };
        let (logits, sums) = step::read_step(&self.learner.network, &self.config, batch);
        reading.sums.push(sums);
        if reading.purpose == Purpose::Report {
            let count = logits.dims().iter().product::<usize>();
            reading.logits.push(logits.reshape([count]));
        }
        reading.done = to;
        chunk
            .pending
            .push(Pending::Ready(TrainEvent::Evaluating { done: to, total }));
        if to < total {
            return false;
        }
        if let Some(mut reading) = self.readings.pop_front() {
            let batches = reading.sums.len();
            let kept = reading.sums.drain(..).chain(reading.logits.drain(..));
            chunk.numbers.push(Tensor::cat(kept.collect(), 0));
            chunk.pending.push(Pending::Read {
                reading: Box::new(reading),
                batches,
            });
        }
        true
    }
}
