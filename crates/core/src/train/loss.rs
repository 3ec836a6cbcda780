//! Loss functions, which training minimizes. A new loss is a variant here.

use burn::tensor::{Tensor, activation::sigmoid, activation::softmax};
use kiln_kernels::loss::largest;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Limit, Range};
use crate::op;

/// Loss function: how wrong the logits of an image are. Targets are one-hot: 1 for the image's class, 0 for the others.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Loss {
    /// Cross-entropy: `-sum_c t_c log softmax(logits)_c`, in nats, where `t` is the target with `label_smoothing` of it
    /// spread evenly over all classes (Szegedy et al., 2016, section 7).
    CrossEntropy {
        /// At least 0 and below 1.
        #[serde(default)]
        label_smoothing: f64,
    },
    /// Mean squared error: the mean over classes of `(output - target)^2`.
    MeanSquaredError {
        /// The output activation.
        #[serde(default)]
        output: Output,
    },
}

/// Output activation: what becomes of logits before they are compared with one-hot targets.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Output {
    /// None: the logits as they are.
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

pub(crate) const LABEL_SMOOTHING: Limit = Limit::new("loss.labelSmoothing", Range::between(0.0, 1.0).below());

impl Loss {
    /// Checks every field.
    ///
    /// # Errors
    /// [`Error::Config`] names the field and its range.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Self::CrossEntropy { label_smoothing } => LABEL_SMOOTHING.check(label_smoothing),
            Self::MeanSquaredError { .. } => Ok(()),
        }
    }

    /// The loss of each image: logits and one-hot targets, `[batch, classes]` both, to `[batch, 1]`.
    #[must_use]
    pub fn of(&self, logits: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
        match *self {
            Self::CrossEntropy { label_smoothing } => op::cross_entropy(logits, targets, label_smoothing),
            Self::MeanSquaredError { output } => (output.of(logits) - targets).square().mean_dim(1),
        }
    }

    /// The probability of each class that a network trained with this loss claims, from the logits of one image,
    /// summing to 1: in the order of the logits, and largest where the first of the largest logits is. Under a loss
    /// whose outputs do not sum to 1, outputs are normalized; those below 0 get next to nothing, in the order of their
    /// softmax.
    ///
    /// ```
    /// use kiln_core::config::Loss;
    ///
    /// let probabilities = Loss::default().probabilities(&[0.0, 2.0_f32.ln()]);
    /// assert!((probabilities[1] - 2.0 / 3.0).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn probabilities(&self, logits: &[f32]) -> Vec<f32> {
        let normalized = |outputs: Vec<f64>| {
            let sum: f64 = outputs.iter().sum();
            outputs.into_iter().map(|output| output / sum).collect()
        };
        let softmax: Vec<f64> = {
            let top = logits.iter().fold(f32::NEG_INFINITY, |top, x| top.max(*x));
            normalized(logits.iter().map(|x| (f64::from(*x) - f64::from(top)).exp()).collect())
        };
        let ranked = |output: fn(f64) -> f64| {
            let pairs = logits.iter().zip(&softmax);
            normalized(
                pairs
                    .map(|(x, rank)| output(f64::from(*x)).max(0.0) + RANK * rank)
                    .collect(),
            )
        };
        let outputs: Vec<f64> = match *self {
            Self::CrossEntropy { .. }
            | Self::MeanSquaredError {
                output: Output::Softmax,
            } => softmax,
            Self::MeanSquaredError {
                output: Output::Identity,
            } => ranked(|x| x),
            Self::MeanSquaredError {
                output: Output::Sigmoid,
            } => ranked(|x| 1.0 / (1.0 + (-x).exp())),
        };
        let mut probabilities: Vec<f32> = outputs.into_iter().map(|output| output as f32).collect();
        // Two that differ may round to the same f32: the largest is made to be the predicted class's.
        let class = largest(logits);
        if largest(&probabilities) != class {
            probabilities[class] = probabilities[class].next_up();
        }
        probabilities
    }
}

/// Weight of the softmax that is added to the outputs before they are normalized: too little to be seen, and enough
/// that classes whose output is 0 keep their order.
pub(crate) const RANK: f64 = 1e-6;

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
    fn losses_match_hand_computed_values_and_stay_finite() {
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

    fn all() -> [Loss; 4] {
        let squares = |output| Loss::MeanSquaredError { output };
        [
            Loss::default(),
            squares(Output::Identity),
            squares(Output::Softmax),
            squares(Output::Sigmoid),
        ]
    }

    #[test]
    fn probabilities_sum_to_one_and_keep_the_order_of_the_outputs() {
        let rows: [&[f32]; 8] = [
            // All outputs are negative, and class 2 is predicted all the same.
            &[-3.0, -0.5, -0.25, -2.0],
            &[0.2, 0.9, -1.0, -2.0],
            &[-1e9, 1e9, 0.0, 1.0],
            &[0.0, -0.0, -1e-30, -1e-20],
            // All of them are 1, or 0, for a sigmoid or softmax in f32.
            &[20.0, 30.0, 40.0, 35.0],
            &[-200.0, -150.0, -110.0, -190.0],
            &[0.0, 1.0, 1.0 + f32::EPSILON, 0.5],
            &[3.0, 3.0, 1.0, 1.0],
        ];
        for loss in all() {
            for logits in rows {
                let probabilities = loss.probabilities(logits);
                let sum: f32 = probabilities.iter().sum();
                assert!((sum - 1.0).abs() < 1e-5, "{loss:?} {probabilities:?}");
                assert_eq!(
                    largest(&probabilities),
                    largest(logits),
                    "{loss:?} {logits:?} {probabilities:?}"
                );
                let pairs = (0..4).flat_map(|a| (0..4).map(move |b| (a, b)));
                for (a, b) in pairs.filter(|(a, b)| logits[*a] > logits[*b]) {
                    assert!(
                        probabilities[a] >= probabilities[b],
                        "{loss:?} {logits:?} {probabilities:?}"
                    );
                }
            }
            let broken = loss.probabilities(&[1.0, f32::NAN]);
            assert!(broken.iter().any(|p| p.is_nan()), "{loss:?} {broken:?}");
        }
        let squares = Loss::MeanSquaredError {
            output: Output::Identity,
        };
        let probabilities = squares.probabilities(&[0.75, -1.0, 0.25]);
        assert!(
            (probabilities[0] - 0.75).abs() < 2e-6 && probabilities[1] < 1e-6,
            "{probabilities:?}"
        );
        let second = squares.probabilities(&[1.0, -3.0, -0.5]);
        assert!(second[2] > second[1], "{second:?}");
    }

    #[test]
    fn label_smoothing_is_below_1() {
        let check = |label_smoothing| Loss::CrossEntropy { label_smoothing }.check();
        for wrong in [-0.1, 1.0, f64::NAN] {
            assert_eq!(check(wrong).unwrap_err().code(), "config", "{wrong}");
        }
        assert!(check(0.0).is_ok() && check(0.99).is_ok());
    }
}
