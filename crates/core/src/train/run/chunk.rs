//! A chunk of work: events to come, each with the tensor of the numbers that it waits for, so that both travel to the
//! readback and back together.

use burn::tensor::Tensor;

use super::evaluate::EvalPass;
use crate::event::TrainEvent;

/// An event to come, whose numbers are still on the device.
#[derive(Debug)]
pub(super) enum Pending {
    /// No numbers: an event as it is.
    Ready(TrainEvent),
    /// `[sum of losses, images classified correctly]` of its batch.
    Step {
        step: usize,
        epoch: usize,
        images: usize,
        learning_rate: f64,
    },
    /// The numbers of [`Measured::together`](crate::metric::dynamics::Measured::together), with the layers that can
    /// die.
    Diagnosed { step: usize, dead: Vec<usize> },
    /// Those sums for each of `batches`, then every logit where a report was asked for.
    Evaluated { pass: Box<EvalPass>, batches: usize },
}

/// A chunk of work so far: its events in order, each with the tensor of the numbers that it waits for.
#[derive(Debug, Default)]
pub(super) struct Chunk(pub(super) Vec<(Pending, Option<Tensor<1>>)>);

impl Chunk {
    pub(super) fn ready(&mut self, event: TrainEvent) {
        self.0.push((Pending::Ready(event), None));
    }

    pub(super) fn wait(&mut self, event: Pending, numbers: Tensor<1>) {
        self.0.push((event, Some(numbers)));
    }
}
