//! What training makes small. A new loss is a variant here.

use burn::tensor::{Tensor, activation::sigmoid, activation::softmax};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::op;

/// How wrong an answer is. Targets are one-hot: 1 for the image's class, 0 for the others.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Loss {
    /// `-sum_c t_c log softmax(logits)_c`, in nats, where `t` is the target with `label_smoothing` of it spread evenly
    /// over all classes (Szegedy et al., 2016, section 7).
    CrossEntropy {
        /// At least 0 and below 1.
        #[serde(default)]
        label_smoothing: f64,
    },
    /// The mean over classes of `(output - target)^2`.
    MeanSquaredError {
        /// What is made of the logits first.
        #[serde(default)]
        output: Output,
    },
}

/// What becomes of logits before they are compared with one-hot targets.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Output {
    /// Nothing.
    #[default]
    Identity,
    /// Probabilities that sum to 1.
    Softmax,
    /// Each class a probability of its own.
    Sigmoid,
}

impl Default for Loss {
    fn default() -> Self {
        Self::CrossEntropy { label_smoothing: 0.0 }
    }
}

impl Loss {
    /// # Errors
    /// [`Error::Config`] names the field and its range.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Self::CrossEntropy { label_smoothing } if !(0.0..1.0).contains(&label_smoothing) => Err(Error::config(
                "loss.labelSmoothing",
                "at least 0 and below 1",
                label_smoothing,
            )),
            _ => Ok(()),
        }
    }

    /// Of each image: logits and one-hot targets, `[batch, classes]` both, to `[batch, 1]`.
    #[must_use]
    pub fn of(&self, logits: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
        match *self {
            Self::CrossEntropy { label_smoothing } => op::cross_entropy(logits, targets, label_smoothing),
            Self::MeanSquaredError { output } => (output.of(logits) - targets).square().mean_dim(1),
        }
    }

    /// The probability of each class that a network trained with this loss claims, `[batch, classes]`, summing to 1.
    #[must_use]
    pub fn probabilities(&self, logits: Tensor<2>) -> Tensor<2> {
        match *self {
            Self::CrossEntropy { .. }
            | Self::MeanSquaredError {
                output: Output::Softmax,
            } => softmax(logits, 1),
            // Nothing makes these sum to 1: what is below 0 claims nothing, and the rest is shared out.
            Self::MeanSquaredError { output } => {
                let claimed = output.of(logits).clamp_min(1e-12);
                claimed.clone() / claimed.sum_dim(1)
            }
        }
    }
}

impl Output {
    fn of(self, logits: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Identity => logits,
            Self::Softmax => softmax(logits, 1),
            Self::Sigmoid => sigmoid(logits),
        }
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;

    #[test]
    fn agrees_with_arithmetic_by_hand_and_stays_finite() {
        let device = Device::flex();
        let logits = Tensor::<2>::from_floats([[0.0, 0.0], [2.0, -1.0], [1000.0, 0.0]], &device);
        let targets = Tensor::<2>::from_floats([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], &device);
        let of = |loss: Loss| {
            let losses = loss.of(logits.clone(), targets.clone()).into_data();
            losses.try_to_vec::<f32>().unwrap()
        };
        let losses = of(Loss::default());
        assert!((losses[0] - 2.0_f32.ln()).abs() < 1e-6);
        assert!((losses[1] - (3.0_f32.exp() + 1.0).ln()).abs() < 1e-6);
        assert_eq!(losses[2], 1000.0);
        // Half of the target on either class: -(log p_0 + log p_1) / 2.
        let smooth = of(Loss::CrossEntropy {
            label_smoothing: 0.999_999,
        });
        assert!((smooth[2] - 500.0).abs() < 0.01);
        let squares = of(Loss::MeanSquaredError {
            output: Output::Identity,
        });
        assert_eq!(squares[1], (4.0 + 4.0) / 2.0);
        let squares = of(Loss::MeanSquaredError {
            output: Output::Softmax,
        });
        assert!((squares[0] - 0.25).abs() < 1e-6);
        assert!((squares[2] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn probabilities_sum_to_one_under_every_loss() {
        let device = Device::flex();
        let logits = Tensor::<2>::from_floats([[-3.0, -0.5], [0.2, 0.9], [-1e9, 1e9]], &device);
        for output in [Output::Identity, Output::Softmax, Output::Sigmoid] {
            let shares = Loss::MeanSquaredError { output }.probabilities(logits.clone());
            let sums = shares.sum_dim(1).into_data().try_to_vec::<f32>().unwrap();
            assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-5), "{output:?} {sums:?}");
        }
    }
}
