//! The training step: one batch forward, its loss backward, one update; and the evaluation step.

use burn::tensor::Tensor;

use super::clip;
use super::learner::Learner;
use super::optimizer::Update;
use crate::config::{Clipping, RunConfig};
use crate::data::batcher::Batch;
use crate::metric::dynamics::Measured;
use crate::model::forward::ForwardContext;
use crate::model::network::Network;
use crate::op::sums;

/// Settings of a step, as the schedule and changes by hand have it.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of this update, from 1.
    pub step: usize,
    /// Its learning rate.
    pub rate: f64,
    /// See [`RunConfig::weight_decay`].
    pub weight_decay: f64,
    /// Gradient clipping.
    pub clipping: Clipping,
    /// Dropout rate, instead of every layer's own.
    pub dropout: Option<f64>,
    /// Measure what the step does.
    pub diagnose: bool,
}

/// Makes one update. Returns `[sum of losses, images classified correctly]` of the batch before it, and the measured
/// dynamics if asked for.
#[must_use]
pub fn train_step(
    learner: &mut Learner,
    config: &RunConfig,
    settings: Settings,
    batch: Batch,
) -> (Tensor<1>, Option<Measured>) {
    let Learner {
        network,
        optimizer_state,
    } = learner;
    let context = ForwardContext::training(config.seed, settings.step, settings.dropout, settings.diagnose);

    // Forward. Parameters are tracked for this step alone; buffers are not.
    let specs = &network.architecture.params;
    let tracked = network.tracked();
    let batch_size = batch.images.dims()[0] as f64;
    let logits = network.forward(&tracked, batch.images, &context);
    let losses = config.loss.of(logits.clone(), batch.targets.clone());
    let sums_before = sums(losses.clone().inner(), logits.inner(), batch.targets.inner());

    // Backward. Each loss divided by the batch size gives the gradients of their mean, without computing that mean.
    let mut gradients = (losses / batch_size).backward();
    let gradients: Vec<Option<Tensor<1>>> = tracked.iter().map(|value| value.grad_remove(&mut gradients)).collect();
    let clip = clip::measure(settings.clipping, &gradients);

    // Update.
    let optimizer = config.optimizer.as_optimizer();
    let mut squares = Vec::new();
    for (index, gradient) in gradients.into_iter().enumerate() {
        let Some(gradient) = gradient else { continue };
        let before = network.params[index].clone();
        let at = Update {
            rate: settings.rate,
            weight_decay: settings.weight_decay,
            step: settings.step,
            spec: &specs[index],
        };
        let after = optimizer.update(
            before.clone(),
            clip.apply(gradient.clone()),
            &mut optimizer_state[index],
            at,
        );
        if settings.diagnose {
            squares.push(Measured::squares(&gradient, &before, &after));
        }
        network.params[index] = after;
    }
    for (index, value) in context.buffers.into_inner() {
        network.params[index] = value;
    }
    let dead = context.dead.map(|dead| dead.into_inner());
    (sums_before, dead.map(|dead| Measured { squares, dead }))
}

/// Evaluates one batch: logits, and `[sum of losses, images classified correctly]`.
#[must_use]
pub fn eval_step(network: &Network, config: &RunConfig, batch: Batch) -> (Tensor<2>, Tensor<1>) {
    let logits = network.predict(batch.images);
    let losses = config.loss.of(logits.clone(), batch.targets.clone());
    let sums_before = sums(losses, logits.clone(), batch.targets);
    (logits, sums_before)
}

#[cfg(test)]
mod tests;
