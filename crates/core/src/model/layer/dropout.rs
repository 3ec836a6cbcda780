//! Dropout.

#[cfg(feature = "export")]
mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, within};
use crate::error::Range;
use crate::model::flow::{Activation, Pass};
use crate::model::param::Weights;

/// While training, sets each activation to zero with probability `rate` and scales the others by `1 / (1 - rate)`
/// (Srivastava et al., 2014); otherwise does nothing.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dropout {
    /// 0 to below 1.
    pub rate: f64,
}

/// What a rate may be: something is left.
pub(crate) const DROPOUT: Range = Range::between(0.0, 1.0).below();

/// That a rate, the value of the field `field`, leaves something.
pub(super) fn check(field: &'static str, rate: f64) -> Result<(), LayerProblem> {
    within(field, "dropout rate", DROPOUT, rate)
}

/// Drops some of `x`.
pub(super) fn drop<const D: usize>(x: Tensor<D>, rate: f64, pass: &Pass) -> Tensor<D> {
    match pass.mask(rate, x.dims(), &x.device()) {
        Some(mask) => x * mask,
        None => x,
    }
}

impl Layer for Dropout {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        check("rate", self.rate)?;
        Ok(Plan::plain(input))
    }

    fn forward(&self, x: Activation, _: Weights<'_>, pass: &Pass) -> Activation {
        match x {
            Activation::Image(x) => Activation::Image(drop(x, self.rate, pass)),
            Activation::Sequence(x) => Activation::Sequence(drop(x, self.rate, pass)),
            Activation::Features(x) => Activation::Features(drop(x, self.rate, pass)),
        }
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, TensorData};

    use super::*;

    /// What seed 7 keeps of the 12 numbers of the first and of the second mask of step 3, at a rate of 0.5.
    const KEPT: [[u8; 12]; 2] = [
        [0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0],
        [0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1],
    ];

    fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
        tensor.into_data().try_to_vec().unwrap()
    }

    /// Output, and gradient of `sum(c * output)` by the input, for 1, 2... 12 as input and as `c`.
    fn outcome<const D: usize>(shape: [usize; D], wrap: fn(Tensor<D>) -> Activation, pass: &Pass) -> [Vec<f32>; 2] {
        let device = Device::flex().autodiff();
        let values: Vec<f32> = (1..=12_u8).map(f32::from).collect();
        let x = Tensor::<D>::from_data(TensorData::new(values, shape), &device).require_grad();
        let specs = Weights {
            specs: &[],
            tensors: &[],
            first: 0,
            prefix: 0,
        };
        let y = Dropout { rate: 0.5 }.forward(wrap(x.clone()), specs, pass).flatten();
        let c = x.clone().reshape(y.dims()).detach();
        let gradients = (y.clone() * c).sum().backward();
        [numbers(y), numbers(x.grad(&gradients).unwrap())]
    }

    fn outcomes(pass: impl Fn() -> Pass) -> [[Vec<f32>; 2]; 3] {
        [
            outcome([2, 1, 2, 3], Activation::Image, &pass()),
            outcome([2, 3, 2], Activation::Sequence, &pass()),
            outcome([2, 6], Activation::Features, &pass()),
        ]
    }

    #[test]
    fn a_given_mask_gives_these_outputs_and_gradients() {
        for (number, kept) in KEPT.into_iter().enumerate() {
            let expected: Vec<f32> = (1..=12_u8)
                .zip(kept)
                .map(|(x, kept)| 2.0 * f32::from(x * kept))
                .collect();
            let pass = || {
                let pass = Pass::training(7, 3, None, false);
                for _ in 0..number {
                    let _ = pass.mask(0.5, [1], &Device::flex());
                }
                pass
            };
            for [output, gradient] in outcomes(pass) {
                assert_eq!(output, expected);
                assert_eq!(gradient, expected);
            }
        }
    }

    #[test]
    fn reading_changes_no_number() {
        let all: Vec<f32> = (1..=12_u8).map(f32::from).collect();
        for outcome in outcomes(Pass::reading) {
            assert_eq!(outcome, [all.clone(), all.clone()]);
        }
    }

    #[test]
    fn a_rate_leaves_something() {
        for rate in [0.0, 0.5, 1.0_f64.next_down()] {
            assert!(check("rate", rate).is_ok(), "{rate}");
        }
        for rate in [-0.1, 1.0, f64::NAN] {
            assert!(check("rate", rate).is_err(), "{rate}");
        }
    }
}
