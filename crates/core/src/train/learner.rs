//! A network and what its optimizer keeps.

use burn::tensor::Tensor;

use super::optimizer::OptimizerConfig;
use crate::model::network::Network;

/// What a step changes. A clone shares the numbers, so keeping one costs nothing until they change.
#[derive(Clone, Debug)]
pub struct Learner {
    /// What reads.
    pub network: Network,
    /// Of each parameter what the optimizer keeps, in the order of its slots; nothing for counted ones.
    pub slots: Vec<Vec<Tensor<1>>>,
}

impl Learner {
    /// Before the first step.
    #[must_use]
    pub fn new(network: Network, optimizer: &OptimizerConfig) -> Self {
        let count = optimizer.rule().slots().len();
        let slots = |(spec, value): (&crate::model::param::ParamSpec, &Tensor<1>)| {
            let kept = if spec.trainable { count } else { 0 };
            (0..kept).map(|_| value.zeros_like()).collect()
        };
        let slots = network
            .architecture
            .params
            .iter()
            .zip(&network.params)
            .map(slots)
            .collect();
        Self { network, slots }
    }
}
