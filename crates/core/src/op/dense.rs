//! A fully connected layer with the ReLU that follows it.

use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::linear::{Linear, Saved};

use super::flex::{numbers, tensor};
use super::graph::{Computed, Operands};

/// `rows . weight^T + bias`, and `max(0, x)` of it if `relu`: `[rows, features]`, `[units, features]` and `[units]` to
/// `[rows, units]`.
#[must_use]
pub(crate) fn dense(rows: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>, relu: bool) -> Tensor<2> {
    let operands = [rows.into_dispatch(), weight.into_dispatch(), bias.into_dispatch()];
    if let Some(operands) = Operands::<Flex, 3>::of(&operands) {
        return operands.apply(|operands| Done::new(operands, relu));
    }
    #[cfg(feature = "gpu")]
    return super::cube::dense(&operands, relu);
    #[cfg(not(feature = "gpu"))]
    unreachable!("{}", super::ONLY_CPU)
}

/// A layer that was computed.
#[derive(Clone, Debug)]
struct Done {
    layer: Linear,
    rows: FlexTensor,
    weight: FlexTensor,
    values: FlexTensor,
}

impl Done {
    fn new(operands: [FlexTensor; 3], relu: bool) -> Self {
        let [rows, weight, bias] = operands.map(|tensor| tensor.to_contiguous());
        let [units, features] = weight.layout().shape().dims();
        let [count, _] = rows.layout().shape().dims();
        let layer = Linear { features, units, relu };
        let values = layer.forward(numbers(&rows), numbers(&weight), numbers(&bias));
        Self {
            layer,
            rows,
            weight,
            values: tensor(values, [count, units]),
        }
    }
}

impl Computed<Flex, 3> for Done {
    fn output(&self) -> FlexTensor {
        self.values.clone()
    }

    fn gradients(self, gradient: FlexTensor, rows: bool) -> [Option<FlexTensor>; 3] {
        let saved = Saved {
            rows: numbers(&self.rows),
            weight: numbers(&self.weight),
            values: numbers(&self.values),
        };
        let found = self.layer.backward(saved, numbers(&gradient.to_contiguous()), rows);
        let Linear { features, units, .. } = self.layer;
        let shape = self.rows.layout().shape();
        [
            found.rows.map(|values| tensor(values, shape.clone())),
            Some(tensor(found.weight, [units, features])),
            Some(tensor(found.bias, [units])),
        ]
    }
}

#[cfg(test)]
mod tests;
