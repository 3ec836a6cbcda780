//! Bounds of a gradient, without reading it back.

use burn::tensor::Tensor;

use crate::config::Clipping;
use crate::op::squares;

/// What is to be done to every parameter's gradient of one step.
#[derive(Debug)]
pub struct Clip {
    value: Option<f64>,
    /// `[1]`, what all are multiplied by.
    scale: Option<Tensor<1>>,
}

/// Looks at the gradients of one step. As in PyTorch's `clip_grad_norm_`, the scale is `norm / (found + 1e-6)`, and
/// never above 1.
#[must_use]
pub fn prepare(clipping: Clipping, gradients: &[Option<Tensor<1>>]) -> Clip {
    let clip = Clip {
        value: clipping.value,
        scale: None,
    };
    let Some(norm) = clipping.norm else { return clip };
    let lengths = gradients
        .iter()
        .flatten()
        .map(|gradient| squares(clip.apply(gradient.clone())));
    let found = lengths.reduce(|sum, square| sum + square).map(Tensor::sqrt);
    Clip {
        scale: found.map(|found| ((found + 1e-6).recip() * norm).clamp_max(1.0)),
        ..clip
    }
}

impl Clip {
    /// A gradient within its bounds.
    #[must_use]
    pub fn apply(&self, gradient: Tensor<1>) -> Tensor<1> {
        let gradient = match self.value {
            Some(value) => gradient.clamp(-value, value),
            None => gradient,
        };
        match &self.scale {
            Some(scale) => gradient * scale.clone(),
            None => gradient,
        }
    }
}
