//! The heart of it: one batch forward, its loss backward, one update.

use burn::optim::{GradientsParams, ModuleOptimizer};

use super::loss::cross_entropy;
use crate::data::batcher::Batch;
use crate::metric::running::Sums;
use crate::model::network::Network;

/// Makes one update of `network` and tells what it was like before.
#[must_use]
pub fn train_step(
    network: Network,
    optimizer: &mut ModuleOptimizer,
    learning_rate: f64,
    batch: Batch,
) -> (Network, Sums) {
    let logits = network.forward(batch.images);
    let losses = cross_entropy(logits.clone(), batch.targets.clone());
    let sums = Sums::new(losses.clone().inner(), logits.inner(), batch.targets.inner());
    let gradients = losses.mean().backward();
    let gradients = GradientsParams::from_grads(gradients, &network);
    (optimizer.step(learning_rate, network, gradients), sums)
}

/// Reads one batch without learning from it; `network` is one without gradients.
#[must_use]
pub fn test_step(network: &Network, batch: Batch) -> Sums {
    let logits = network.forward(batch.images);
    Sums::new(
        cross_entropy(logits.clone(), batch.targets.clone()),
        logits,
        batch.targets,
    )
}

#[cfg(test)]
mod tests;
