//! Dropout.

#[cfg(feature = "export")]
mod export;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, LayerProblem, Plan, within};
use crate::error::Range;
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
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

/// Range of a dropout rate: below 1, so that something is left.
pub(crate) const DROPOUT: Range = Range::between(0.0, 1.0).below();

/// Checks a dropout rate, the value of the field `field`.
pub(super) fn check(field: &'static str, rate: f64) -> Result<(), LayerProblem> {
    within(field, "dropout rate", DROPOUT, rate)
}

/// Applies dropout to `x`.
pub(super) fn drop<const D: usize>(x: Tensor<D>, rate: f64, context: &ForwardContext) -> Tensor<D> {
    match context.mask(rate, x.dims(), &x.device()) {
        Some(mask) => x * mask,
        None => x,
    }
}

impl Layer for Dropout {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        check("rate", self.rate)?;
        Ok(Plan::plain(input))
    }

    fn forward(&self, x: Activation, _: Weights<'_>, context: &ForwardContext) -> Activation {
        match x {
            Activation::Image(x) => Activation::Image(drop(x, self.rate, context)),
            Activation::Sequence(x) => Activation::Sequence(drop(x, self.rate, context)),
            Activation::Features(x) => Activation::Features(drop(x, self.rate, context)),
        }
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, TensorData};

    use super::*;

    /// The first and the second mask of 12 numbers of seed 7 in step 3, at a rate of 0.5: 1 is kept.
    const KEPT: [[u8; 12]; 2] = [
        [0, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0],
        [0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1],
    ];

    fn values_of<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
        tensor.into_data().try_to_vec().unwrap()
    }

    /// Output, and gradient of `sum(c * output)` by the input, for 1, 2... 12 as input and as `c`.
    fn outcome<const D: usize>(
        shape: [usize; D],
        wrap: fn(Tensor<D>) -> Activation,
        context: &ForwardContext,
    ) -> [Vec<f32>; 2] {
        let device = Device::flex().autodiff();
        let values: Vec<f32> = (1..=12_u8).map(f32::from).collect();
        let x = Tensor::<D>::from_data(TensorData::new(values, shape), &device).require_grad();
        let specs = Weights {
            specs: &[],
            tensors: &[],
            first: 0,
            prefix: 0,
        };
        let y = Dropout { rate: 0.5 }.forward(wrap(x.clone()), specs, context).flatten();
        let c = x.clone().reshape(y.dims()).detach();
        let gradients = (y.clone() * c).sum().backward();
        [values_of(y), values_of(x.grad(&gradients).unwrap())]
    }

    fn outcomes(context: impl Fn() -> ForwardContext) -> [[Vec<f32>; 2]; 3] {
        [
            outcome([2, 1, 2, 3], Activation::Image, &context()),
            outcome([2, 3, 2], Activation::Sequence, &context()),
            outcome([2, 6], Activation::Features, &context()),
        ]
    }

    #[test]
    fn dropout_outputs_and_gradients_follow_the_mask() {
        for (number, kept) in KEPT.into_iter().enumerate() {
            let expected: Vec<f32> = (1..=12_u8)
                .zip(kept)
                .map(|(x, kept)| 2.0 * f32::from(x * kept))
                .collect();
            let context = || {
                let context = ForwardContext::training(7, 3, None, false);
                for _ in 0..number {
                    let _ = context.mask(0.5, [1], &Device::flex());
                }
                context
            };
            for [output, gradient] in outcomes(context) {
                assert_eq!(output, expected);
                assert_eq!(gradient, expected);
            }
        }
    }

    #[test]
    fn dropout_is_identity_in_inference() {
        let all: Vec<f32> = (1..=12_u8).map(f32::from).collect();
        for outcome in outcomes(ForwardContext::inference) {
            assert_eq!(outcome, [all.clone(), all.clone()]);
        }
    }

    #[test]
    fn dropout_rate_is_below_1() {
        for rate in [0.0, 0.5, 1.0_f64.next_down()] {
            assert!(check("rate", rate).is_ok(), "{rate}");
        }
        for rate in [-0.1, 1.0, f64::NAN] {
            assert!(check("rate", rate).is_err(), "{rate}");
        }
    }
}
