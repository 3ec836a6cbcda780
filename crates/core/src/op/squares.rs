//! How long a gradient is, which may have as many numbers as a network has weights.

use burn::backend::Flex;
use burn::tensor::Tensor;
use kiln_kernels::sum;

use super::flex::{numbers, tensor};
use super::graph::Operands;

/// The sum of the squares of `x`, `[n]`, which is not tracked for gradients: `[1]`.
#[must_use]
pub(crate) fn squares(x: Tensor<1>) -> Tensor<1> {
    let operands = [x.clone().into_dispatch()];
    let Some(operands) = Operands::<Flex, 1>::of(&operands) else {
        return x.square().sum();
    };
    let [x] = operands.values.map(|x| x.to_contiguous());
    Tensor::from_primitive::<Flex>(tensor(vec![sum::squares(numbers(&x)) as f32], [1]))
}
