//! A dense (fully connected) layer with the ReLU that follows it.

use burn::backend::DispatchTensor;
use burn::backend::tensor::FloatTensor;
use burn::tensor::Tensor;
use kiln_kernels::dense::{Dense, Saved};

use super::dispatch::{Kernels, Operation, dispatch};
use super::graph::{Computed, Holds, Operands};

/// `rows . weight^T + bias`, and `max(0, x)` of it if `relu`: `[rows, features]`, `[units, features]` and `[units]` to
/// `[rows, units]`.
#[must_use]
pub(crate) fn dense(rows: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>, relu: bool) -> Tensor<2> {
    let [units, features] = weight.dims();
    let dense = Dense { features, units, relu };
    dispatch(
        dense,
        [rows.into_dispatch(), weight.into_dispatch(), bias.into_dispatch()],
    )
}

impl Operation<3> for Dense {
    type Output = Tensor<2>;

    fn run<K: Kernels>(self, operands: Operands<K, 3>) -> Tensor<2>
    where
        DispatchTensor: Holds<K>,
    {
        operands.apply(|operands| {
            let [rows, weight, bias] = operands.map(K::contiguous);
            Forward::<K> {
                dense: self,
                values: K::dense(&self, &rows, &weight, &bias),
                rows,
                weight,
            }
        })
    }
}

/// A layer that was computed.
#[derive(Clone, Debug)]
struct Forward<K: Kernels> {
    dense: Dense,
    rows: FloatTensor<K>,
    weight: FloatTensor<K>,
    values: FloatTensor<K>,
}

impl<K: Kernels> Computed<K, 3> for Forward<K> {
    fn output(&self) -> FloatTensor<K> {
        self.values.clone()
    }

    fn gradients(self, gradient: FloatTensor<K>, rows: bool) -> [Option<FloatTensor<K>>; 3] {
        let saved = Saved {
            rows: &self.rows,
            weight: &self.weight,
            values: &self.values,
        };
        let found = K::dense_backward(&self.dense, saved, gradient, rows);
        [found.rows, Some(found.weight), Some(found.bias)]
    }
}

#[cfg(test)]
mod tests;
