//! The heart of it: one batch forward, its loss backward, one update.

use burn::tensor::Tensor;

use super::clip;
use super::learner::Learner;
use super::optimizer::Update;
use crate::config::{Clipping, RunConfig};
use crate::data::batcher::Batch;
use crate::metric::dynamics::Measured;
use crate::model::flow::Pass;
use crate::model::network::Network;
use crate::op::sums;

/// What a step is to do, as the schedule and changes by hand have it.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of this update, from 1.
    pub step: usize,
    /// Its size.
    pub rate: f64,
    /// See [`RunConfig::weight_decay`].
    pub weight_decay: f64,
    /// Bounds of the gradient.
    pub clipping: Clipping,
    /// Instead of every layer's own.
    pub dropout: Option<f64>,
    /// Measure what the step does.
    pub diagnose: bool,
}

/// Makes one update and tells what the network was like before: `[sum of losses, images read correctly]`, and what was
/// measured.
#[must_use]
pub fn train_step(
    learner: &mut Learner,
    config: &RunConfig,
    settings: Settings,
    batch: Batch,
) -> (Tensor<1>, Option<Measured>) {
    let Learner { network, slots } = learner;
    let pass = Pass::training(config.seed, settings.step, settings.dropout, settings.diagnose);

    // Forward. Parameters are tracked for this step alone; counted ones are not learnt.
    let specs = &network.architecture.params;
    let tracked = network.tracked();
    let batch_size = batch.images.dims()[0] as f64;
    let logits = network.forward(&tracked, batch.images, &pass);
    let losses = config.loss.of(logits.clone(), batch.targets.clone());
    let read = sums(losses.clone().inner(), logits.inner(), batch.targets.inner());

    // Backward.
    // From a share of the mean each: that a sum of them would be the mean nobody has to compute.
    let mut gradients = (losses / batch_size).backward();
    let gradients: Vec<Option<Tensor<1>>> = tracked.iter().map(|value| value.grad_remove(&mut gradients)).collect();
    let clip = clip::prepare(settings.clipping, &gradients);

    // Update.
    let rule = config.optimizer.rule();
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
        let after = rule.update(before.clone(), clip.apply(gradient.clone()), &mut slots[index], at);
        if settings.diagnose {
            squares.push(Measured::squares(&gradient, &before, &after));
        }
        network.params[index] = after;
    }
    for (index, value) in pass.counted.into_inner() {
        network.params[index] = value;
    }
    let dead = pass.dead.map(|dead| dead.into_inner());
    (read, dead.map(|dead| Measured { squares, dead }))
}

/// Reads one batch without learning from it: logits, and `[sum of losses, images read correctly]`.
#[must_use]
pub fn read_step(network: &Network, config: &RunConfig, batch: Batch) -> (Tensor<2>, Tensor<1>) {
    let logits = network.read(batch.images);
    let losses = config.loss.of(logits.clone(), batch.targets.clone());
    let read = sums(losses, logits.clone(), batch.targets);
    (logits, read)
}

#[cfg(test)]
mod tests;
