//! Gradient clipping by value and by norm, without a readback.

use burn::tensor::Tensor;

use crate::config::Clipping;
use crate::op::squares;

/// Clipping of one step's gradients.
#[derive(Debug)]
pub struct Clip {
    value: Option<f64>,
    /// The factor that brings the norm within its bound, `[1]`.
    scale: Option<Tensor<1>>,
}

/// Measures the gradients of one step. As in PyTorch's `clip_grad_norm_`, the scale is `norm / (found + 1e-6)`, and
/// never above 1.
#[must_use]
pub fn measure(clipping: Clipping, gradients: &[Option<Tensor<1>>]) -> Clip {
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
    /// A gradient, clipped.
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
