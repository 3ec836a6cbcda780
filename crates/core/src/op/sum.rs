//! Sums of many numbers, none of them tracked for gradients: the totals of a batch, and the squared norm of a gradient, which
//! may have as many numbers as a network has weights.

use burn::backend::{DispatchTensor, Flex};
use burn::tensor::Tensor;
use kiln_kernels::sum;

use super::dispatch::{Kernels, Operation, dispatch};
use super::flex::{slice, tensor};
use super::graph::{Holds, Operands};

/// `[sum of losses, images classified correctly]`, `[2]`: from losses `[batch, 1]`, and logits and one-hot targets
/// `[batch, classes]`.
#[must_use]
pub(crate) fn sums(losses: Tensor<2>, logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    dispatch(
        Sums,
        [losses.into_dispatch(), logits.into_dispatch(), targets.into_dispatch()],
    )
}

/// See [`sums`].
struct Sums;

impl Operation<3> for Sums {
    type Output = Tensor<1>;

    fn run<K: Kernels>(self, operands: Operands<K, 3>) -> Tensor<1>
    where
        DispatchTensor: Holds<K>,
    {
        let [losses, logits, targets] = operands.values.map(K::contiguous);
        Tensor::from_primitive::<K>(K::sums(&losses, &logits, &targets))
    }
}

/// The sum of the squares of `x`, `[n]`: `[1]`. On a GPU, by Burn's operations.
#[must_use]
pub(crate) fn squares(x: Tensor<1>) -> Tensor<1> {
    let Ok(operands) = Operands::<Flex, 1>::of([x.clone().into_dispatch()]) else {
        return x.square().sum();
    };
    let [x] = operands.values.map(Flex::contiguous);
    Tensor::from_primitive::<Flex>(tensor(vec![sum::squares(slice(&x)) as f32], [1]))
}
