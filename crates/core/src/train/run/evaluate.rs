//! Evaluations: after an epoch, at the end, and when asked for, a batch at a time.

use burn::tensor::Tensor;

use super::Run;
use super::chunk::{Chunk, Pending};
use crate::classifier::EVAL_BATCH_SIZE;
use crate::event::TrainEvent;
use crate::train::step;

/// An evaluation under way, of one set of images.
#[derive(Clone, Debug)]
pub(super) struct EvalPass {
    pub(super) set: Set,
    pub(super) purpose: Purpose,
    done: usize,
    /// `[sum of losses, images classified correctly]` of each batch. They are added up in f64 on the host.
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

/// What the evaluation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// An epoch is over: what is found may end the run.
    Epoch,
    /// The run is over.
    End,
    /// `Run::evaluate` asked for it.
    Requested,
    /// `Run::report` asked for it.
    Report,
}

impl EvalPass {
    pub(super) fn new(set: Set, purpose: Purpose) -> Self {
        Self {
            set,
            purpose,
            done: 0,
            sums: Vec::new(),
            logits: Vec::new(),
        }
    }

    pub(super) fn requested(report: bool) -> Self {
        Self::new(Set::Test, if report { Purpose::Report } else { Purpose::Requested })
    }

    /// Whether it is one that the run makes by itself, after an epoch or at its end.
    pub(super) fn is_scheduled(&self) -> bool {
        matches!(self.purpose, Purpose::Epoch | Purpose::End)
    }

    /// Whether it is the last: that of the test images, with nothing left to decide.
    pub(super) fn is_final_test(&self) -> bool {
        self.set == Set::Test && self.purpose == Purpose::End
    }

    /// Whether it also answers a new request.
    pub(super) fn covers(&self, report: bool) -> bool {
        self.set == Set::Test && (!report || self.purpose == Purpose::Report)
    }
}

impl Run {
    /// Schedules the evaluation after an epoch that is not the last.
    pub(super) fn evaluate_epoch(&mut self) {
        let set = if self.data.validation().is_empty() {
            Set::Test
        } else {
            Set::Validation
        };
        self.evaluations.push_back(EvalPass::new(set, Purpose::Epoch));
    }

    /// Evaluates a batch of the first evaluation; true when that one has come to its end.
    pub(super) fn eval_batch(&mut self, chunk: &mut Chunk) -> bool {
        let judges = |pass: &EvalPass| pass.purpose == Purpose::Epoch;
        if self.evaluations.front().is_some_and(judges) {
            self.use_last_weights();
        }
        let Some(pass) = self.evaluations.front_mut() else {
            return false;
        };
        let data = self.data.data();
        let total = match pass.set {
            Set::Test => data.test.len(),
            Set::Validation => self.data.validation().len(),
        };
        let from = pass.done;
        let to = total.min(from + EVAL_BATCH_SIZE);
        let batch = match pass.set {
            Set::Test => {
                let indices: Vec<u32> = (from as u32..to as u32).collect();
                self.data.plain_batch(&data.test, &indices, &self.device)
            }
            Set::Validation => {
                let indices = &self.data.validation()[from..to];
                self.data.plain_batch(&data.train, indices, &self.device)
            }
        };
        let (logits, sums) = step::eval_step(&self.learner.network, &self.config, batch);
        pass.sums.push(sums);
        if pass.purpose == Purpose::Report {
            let count = logits.dims().iter().product::<usize>();
            pass.logits.push(logits.reshape([count]));
        }
        pass.done = to;
        chunk.ready(TrainEvent::Evaluating { done: to, total });
        if to < total {
            return false;
        }
        if let Some(mut pass) = self.evaluations.pop_front() {
            let batches = pass.sums.len();
            let kept = pass.sums.drain(..).chain(pass.logits.drain(..));
            let numbers = Tensor::cat(kept.collect(), 0);
            let pass = Box::new(pass);
            chunk.wait(Pending::Evaluated { pass, batches }, numbers);
        }
        true
    }
}
