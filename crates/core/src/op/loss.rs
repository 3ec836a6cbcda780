//! Cross-entropy, and its gradient.

use burn::backend::DispatchTensor;
use burn::backend::tensor::FloatTensor;
use burn::tensor::Tensor;
use kiln_kernels::loss::{CrossEntropy, Losses};

use super::dispatch::{Kernels, Operation, dispatch};
use super::graph::{Computed, Holds, Operands};

/// Of each image: logits and targets that sum to 1, `[batch, classes]` both, to `[batch, 1]`. Targets have no gradient.
#[must_use]
pub(crate) fn cross_entropy(logits: Tensor<2>, targets: Tensor<2>, smoothing: f64) -> Tensor<2> {
    let [_, classes] = logits.dims();
    let loss = CrossEntropy {
        classes,
        smoothing: smoothing as f32,
    };
    dispatch(loss, [logits.into_dispatch(), targets.into_dispatch()])
}

impl Operation<2> for CrossEntropy {
    type Output = Tensor<2>;

    fn run<K: Kernels>(self, operands: Operands<K, 2>) -> Tensor<2>
    where
        DispatchTensor: Holds<K>,
    {
        operands.apply(|operands| {
            let [logits, targets] = operands.map(K::contiguous);
            Forward::<K> {
                loss: self,
                losses: K::cross_entropy(&self, &logits, &targets),
            }
        })
    }
}

/// The losses of a batch that were computed.
#[derive(Clone, Debug)]
struct Forward<K: Kernels> {
    loss: CrossEntropy,
    losses: Losses<FloatTensor<K>>,
}

impl<K: Kernels> Computed<K, 2> for Forward<K> {
    fn output(&self) -> FloatTensor<K> {
        self.losses.values.clone()
    }

    fn gradients(self, gradient: FloatTensor<K>, _: bool) -> [Option<FloatTensor<K>>; 2] {
        let found = K::cross_entropy_backward(&self.loss, &self.losses.gradients, gradient);
        [Some(found), None]
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, Distribution};

    use super::super::{reference, sums};
    use super::*;

    #[test]
    fn values_and_gradients_match_burn() {
        let device = Device::flex().autodiff();
        device.seed(1);
        let logits = Tensor::<2>::random([33, 7], Distribution::Uniform(-4.0, 4.0), &device).require_grad();
        let labels = Tensor::<2>::random([33, 7], Distribution::Uniform(0.0, 1.0), &device).argmax(1);
        let targets: Tensor<2> = labels.flatten::<1>(0, 1).one_hot(7).float();
        for smoothing in [0.0, 0.2] {
            let both = [cross_entropy, reference::cross_entropy].map(|function| {
                let losses = function(logits.clone(), targets.clone(), smoothing);
                let gradients = (losses.clone() * losses.clone().sin()).sum().backward();
                let sums = [sums, reference::sums].map(|function| {
                    let [losses, logits, targets] = [&losses, &logits, &targets].map(|tensor| tensor.clone().inner());
                    function(losses, logits, targets)
                        .into_data()
                        .try_to_vec::<f32>()
                        .unwrap()
                });
                assert!(
                    (sums[0][0] - sums[1][0]).abs() < 1e-3 && sums[0][1] == sums[1][1],
                    "{sums:?}"
                );
                [losses.inner(), logits.grad(&gradients).unwrap()]
                    .map(|tensor| tensor.into_data().try_to_vec::<f32>().unwrap())
            });
            let [ours, burns] = both;
            for (ours, burns) in ours.iter().flatten().zip(burns.iter().flatten()) {
                assert!((ours - burns).abs() < 1e-5 * burns.abs().max(1.0), "{ours} {burns}");
            }
        }
    }
}
