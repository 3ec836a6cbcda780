//! What a GPU still does by operations of Burn's.

use burn::tensor::{Tensor, activation, module};

use super::norm::Normalized;

/// See [`super::batch_norm`].
pub(super) fn batch_norm<const D: usize>(
    x: Tensor<D>,
    weight: Tensor<1>,
    bias: Tensor<1>,
    epsilon: f64,
    relu: bool,
) -> Normalized<D> {
    let normal = module::batch_norm_train(x, weight, bias, epsilon);
    Normalized {
        output: if relu {
            activation::relu(normal.output)
        } else {
            normal.output
        },
        mean: normal.mean.inner(),
        variance: normal.variance.inner(),
    }
}
