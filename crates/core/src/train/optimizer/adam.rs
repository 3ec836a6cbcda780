//! Adam and AdamW.

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Rule, Update, decayed, epsilon, share};
use crate::error::Error;

/// Adam (Kingma & Ba, 2015, algorithm 1): `m` and `v` are running means of the gradient and of its square, and
/// `w -= rate m' / (sqrt(v') + epsilon)` with both freed of their bias towards 0. Weight decay is added to the gradient.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Adam {
    /// What the mean of gradients keeps of itself a step, at least 0 and below 1.
    pub beta1: f64,
    /// The same for their squares.
    pub beta2: f64,
    /// Above 0.
    pub epsilon: f64,
}

/// Adam with its weight decay apart from the gradient: `w -= rate weight_decay w` first (Loshchilov & Hutter, 2019).
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AdamW {
    /// What the mean of gradients keeps of itself a step, at least 0 and below 1.
    pub beta1: f64,
    /// The same for their squares.
    pub beta2: f64,
    /// Above 0.
    pub epsilon: f64,
}

impl Default for Adam {
    /// Keras' numbers, with which the reference network was trained; PyTorch's epsilon is 1e-8.
    fn default() -> Self {
        Self {
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-7,
        }
    }
}

impl Default for AdamW {
    fn default() -> Self {
        let Adam { beta1, beta2, epsilon } = Adam::default();
        Self { beta1, beta2, epsilon }
    }
}

/// Names of what both keep.
const SLOTS: &[&str] = &["exp_avg", "exp_avg_sq"];

impl Rule for Adam {
    fn check(&self) -> Result<(), Error> {
        share("optimizer.beta1", self.beta1)?;
        share("optimizer.beta2", self.beta2)?;
        epsilon(self.epsilon)
    }

    fn slots(&self) -> &'static [&'static str] {
        SLOTS
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, slots: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let gradient = decayed(gradient, &value, at.weight_decay);
        let [mean, square] = slots else {
            unreachable!("Adam keeps two tensors a parameter")
        };
        *mean = mean.clone() * self.beta1 + gradient.clone() * (1.0 - self.beta1);
        *square = square.clone() * self.beta2 + gradient.square() * (1.0 - self.beta2);
        // As in PyTorch, the corrections of bias go into two scalars.
        let step = at.step as f64;
        let rate = at.rate / (1.0 - self.beta1.powf(step));
        let root = square.clone().sqrt() / (1.0 - self.beta2.powf(step)).sqrt() + self.epsilon;
        value - mean.clone() / root * rate
    }
}

impl Rule for AdamW {
    fn check(&self) -> Result<(), Error> {
        Adam::from(*self).check()
    }

    fn slots(&self) -> &'static [&'static str] {
        SLOTS
    }

    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, slots: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1> {
        let value = value * (1.0 - at.rate * at.weight_decay);
        let undecayed = Update {
            weight_decay: 0.0,
            ..at
        };
        Adam::from(*self).update(value, gradient, slots, undecayed)
    }
}

impl From<AdamW> for Adam {
    fn from(AdamW { beta1, beta2, epsilon }: AdamW) -> Self {
        Self { beta1, beta2, epsilon }
    }
}
