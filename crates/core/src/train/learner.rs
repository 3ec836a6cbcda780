//! Training state: a network and the state of its optimizer.

use burn::tensor::Tensor;

use super::optimizer::OptimizerConfig;
use crate::model::network::Network;

/// Everything that a step changes. Clones share their tensors, so keeping one costs nothing until they change.
#[derive(Clone, Debug)]
pub struct Learner {
    /// The network that is trained.
    pub network: Network,
    /// Optimizer state of each parameter, in the order of
    /// [`Optimizer::state_names`](super::optimizer::Optimizer::state_names), zeros at first; empty for buffers.
    pub optimizer_state: Vec<Vec<Tensor<1>>>,
}

impl Learner {
    /// Before the first step.
    #[must_use]
    pub fn new(network: Network, optimizer: &OptimizerConfig) -> Self {
        let count = optimizer.as_optimizer().state_names().len();
        let optimizer_state = |(spec, value): (&crate::model::param::ParamSpec, &Tensor<1>)| {
            let kept = if spec.trainable { count } else { 0 };
            (0..kept).map(|_| value.zeros_like()).collect()
        };
        let optimizer_state = network
            .architecture
            .params
            .iter()
            .zip(&network.params)
            .map(optimizer_state)
            .collect();
        Self {
            network,
            optimizer_state,
        }
    }
}
