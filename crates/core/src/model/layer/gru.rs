//! Gated recurrent units.

#[cfg(feature = "export")]
mod export;

use burn::tensor::activation::{sigmoid, tanh};
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, Plan, recurrent};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::Weights;
use crate::op;

/// A GRU (Cho et al., 2014; equations as in PyTorch's `nn.GRU`, with the reset gate behind the product) over the
/// positions of a sequence, or over the rows of an image: to the last output, `[units]`, or all, `[positions, units]`.
///
/// Parameters: `weight_ih_l0` `[3 units, n]`, `weight_hh_l0` `[3 units, units]`, `bias_ih_l0` and `bias_hh_l0`
/// `[3 units]`; the gates are reset, update, new.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Gru {
    /// Size of the output.
    pub units: usize,
    /// Every position's output, and not the last one's alone.
    #[serde(default)]
    pub return_sequences: bool,
}

impl Layer for Gru {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        recurrent::plan(input, self.units, 3, self.return_sequences)
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &ForwardContext) -> Activation {
        let units = self.units;
        let (onward, bias) = (weights.get::<2>(1), weights.get::<1>(3));
        recurrent::unroll(x, weights, units, self.return_sequences, |inputs, [hidden]| {
            let past = op::dense(hidden.clone(), onward.clone(), bias.clone(), false);
            let sum = |index| recurrent::gate(&inputs, index, units) + recurrent::gate(&past, index, units);
            let (reset, update) = (sigmoid(sum(0)), sigmoid(sum(1)));
            let new = tanh(recurrent::gate(&inputs, 2, units) + reset * recurrent::gate(&past, 2, units));
            // (1 - z) * n + z * h, with one product less.
            [new.clone() + update * (hidden - new)]
        })
    }
}
