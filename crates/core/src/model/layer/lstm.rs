//! Long short-term memory.

#[cfg(feature = "export")]
mod export;

use burn::tensor::activation::{sigmoid, tanh};
use serde::{Deserialize, Serialize};

use super::{Layer, LayerError, Plan, recurrent};
use crate::model::activation::Activation;
use crate::model::forward::ForwardContext;
use crate::model::param::Weights;
use crate::op;

/// An LSTM (Hochreiter & Schmidhuber, 1997; equations as in PyTorch's `nn.LSTM`) over the positions of a sequence, or
/// over the rows of an image: to the last output, `[units]`, or all of them, `[positions, units]`.
///
/// Parameters: `weight_ih_l0` `[4 units, n]`, `weight_hh_l0` `[4 units, units]`, `bias_ih_l0` and `bias_hh_l0`
/// `[4 units]`; the gates are input, forget, cell, output.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lstm {
    /// Size of the output and of the memory.
    pub units: usize,
    /// Every position's output, and not the last one's alone.
    #[serde(default)]
    pub return_sequences: bool,
}

impl Layer for Lstm {
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError> {
        recurrent::plan(input, self.units, 4, self.return_sequences)
    }

    fn forward(&self, x: Activation, weights: Weights<'_>, _: &ForwardContext) -> Activation {
        let units = self.units;
        let (onward, bias) = (weights.get::<2>(1), weights.get::<1>(3));
        recurrent::unroll(x, weights, units, self.return_sequences, |inputs, [hidden, memory]| {
            let gates = inputs + op::dense(hidden, onward.clone(), bias.clone(), false);
            let gate = |index| recurrent::gate(&gates, index, units);
            let memory = sigmoid(gate(1)) * memory + sigmoid(gate(0)) * tanh(gate(2));
            [sigmoid(gate(3)) * tanh(memory.clone()), memory]
        })
    }
}
