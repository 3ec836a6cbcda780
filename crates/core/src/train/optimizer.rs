//! Update rules, by name.

use burn::optim::{AdamConfig, ModuleOptimizer, SgdConfig};

use crate::config::OptimizerConfig;

/// Keras' epsilon for Adam, as the reference network was trained with; Burn's own default is 1e-5.
const ADAM_EPSILON: f32 = 1e-7;

/// An optimizer that has not made a step.
#[must_use]
pub fn init(config: OptimizerConfig) -> ModuleOptimizer {
    match config {
        OptimizerConfig::Adam => AdamConfig::new().with_epsilon(ADAM_EPSILON).init(),
        OptimizerConfig::Sgd => SgdConfig::new().init(),
    }
}
