//! Cross-entropy, and what is told of a batch.

use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::loss::{self, CrossEntropy};

use super::flex::{numbers, tensor};
use super::graph::{Computed, Operands};

/// Of each image: logits and targets that sum to 1, `[batch, classes]` both, to `[batch, 1]`. Targets are not learnt from.
#[must_use]
pub(crate) fn cross_entropy(logits: Tensor<2>, targets: Tensor<2>, smoothing: f64) -> Tensor<2> {
    let operands = [logits.into_dispatch(), targets.into_dispatch()];
    if let Some(operands) = Operands::<Flex, 2>::of(&operands) {
        return operands.apply(|operands| Done::new(operands, smoothing as f32));
    }
    #[cfg(feature = "gpu")]
    return super::cube::cross_entropy(&operands, smoothing as f32);
    #[cfg(not(feature = "gpu"))]
    unreachable!("{}", super::ONLY_CPU)
}

/// `[sum of losses, images read correctly]`, `[2]`: from losses `[batch, 1]`, and logits and one-hot targets
/// `[batch, classes]`; none of them tracked for gradients.
#[must_use]
pub(crate) fn sums(losses: Tensor<2>, logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    let [_, classes] = logits.dims();
    let operands = [losses.into_dispatch(), logits.into_dispatch(), targets.into_dispatch()];
    if let Some(operands) = Operands::<Flex, 3>::of(&operands) {
        let [losses, logits, targets] = operands.values.map(|tensor| tensor.to_contiguous());
        let sums = loss::sums(classes, numbers(&losses), numbers(&logits), numbers(&targets));
        return Tensor::from_primitive::<Flex>(tensor(sums.to_vec(), [2]));
    }
    #[cfg(feature = "gpu")]
    return super::cube::sums(&operands);
    #[cfg(not(feature = "gpu"))]
    unreachable!("{}", super::ONLY_CPU)
}

/// A batch that was scored.
#[derive(Clone, Debug)]
struct Done {
    loss: CrossEntropy,
    losses: FlexTensor,
    slopes: FlexTensor,
}

impl Done {
    fn new(operands: [FlexTensor; 2], smoothing: f32) -> Self {
        let [logits, targets] = operands.map(|tensor| tensor.to_contiguous());
        let [batch, classes] = logits.layout().shape().dims();
        let loss = CrossEntropy { classes, smoothing };
        let scored = loss.forward(numbers(&logits), numbers(&targets));
        Self {
            loss,
            losses: tensor(scored.losses, [batch, 1]),
            slopes: tensor(scored.slopes, [batch, classes]),
        }
    }
}

impl Computed<Flex, 2> for Done {
    fn output(&self) -> FlexTensor {
        self.losses.clone()
    }

    fn gradients(self, gradient: FlexTensor, _: bool) -> [Option<FlexTensor>; 2] {
        let shape = self.slopes.layout().shape();
        let found = self
            .loss
            .backward(numbers(&self.slopes), numbers(&gradient.to_contiguous()));
        [Some(tensor(found, shape.clone())), None]
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::{Device, Distribution};

    use super::super::reference;
    use super::*;

    #[test]
    fn it_agrees_with_burns_operations() {
        let device = Device::flex().autodiff();
        device.seed(1);
        let logits = Tensor::<2>::random([33, 7], Distribution::Uniform(-4.0, 4.0), &device).require_grad();
        let labels = Tensor::<2>::random([33, 7], Distribution::Uniform(0.0, 1.0), &device).argmax(1);
        let targets: Tensor<2> = labels.flatten::<1>(0, 1).one_hot(7).float();
        for smoothing in [0.0, 0.2] {
            let both = [cross_entropy, reference::cross_entropy].map(|way| {
                let losses = way(logits.clone(), targets.clone(), smoothing);
                let gradients = (losses.clone() * losses.clone().sin()).sum().backward();
                let sums = [sums, reference::sums].map(|way| {
                    let [losses, logits, targets] = [&losses, &logits, &targets].map(|tensor| tensor.clone().inner());
                    way(losses, logits, targets).into_data().try_to_vec::<f32>().unwrap()
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
