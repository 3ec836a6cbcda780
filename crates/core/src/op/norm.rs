//! Batch normalisation with the ReLU that follows it, while learning: by the numbers of the batch itself.

use burn::backend::Flex;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::norm::{BatchNorm, Statistics};

use super::flex::{Learning, channels_first, channels_last, numbers, record, tensor};

/// What comes out, and what the batch was like.
pub(crate) struct Normalized<const D: usize> {
    pub(crate) output: Tensor<D>,
    /// `[channels]`, without gradient.
    pub(crate) mean: Tensor<1>,
    /// `[channels]`, divided by the count; without gradient.
    pub(crate) variance: Tensor<1>,
}

/// Normalises `x`, `[batch, channels]` or `[batch, channels, height, width]`, by mean and variance of each channel.
pub(crate) fn batch_norm<const D: usize>(
    x: Tensor<D>,
    weight: Tensor<1>,
    bias: Tensor<1>,
    epsilon: f64,
    relu: bool,
) -> Normalized<D> {
    let Ok(scale) = weight.clone().try_into_primitive::<Learning>() else {
        #[cfg(any(feature = "gpu", test))]
        return super::composed::batch_norm(x, weight, bias, epsilon, relu);
        #[cfg(not(any(feature = "gpu", test)))]
        unreachable!("{}", super::ONLY_CPU);
    };
    let x = x.try_into_primitive::<Learning>().expect("a batch of the same device");
    let shift = bias
        .try_into_primitive::<Learning>()
        .expect("a bias of the same device");
    let nodes = [x.node(), scale.node(), shift.node()];
    let rows = channels_last(x.primitive());
    let shape = rows.layout().shape().clone();
    let channels = shape[D - 1];
    let norm = BatchNorm {
        channels,
        epsilon: epsilon as f32,
        relu,
    };
    let weight = scale.primitive().to_contiguous();
    let statistics = norm.statistics(numbers(&rows));
    let shift = shift.primitive().to_contiguous();
    let values = norm.forward(numbers(&rows), &statistics, numbers(&weight), numbers(&shift));
    let [mean, variance] = [&statistics.mean, &statistics.variance].map(|values| tensor(values.clone(), [channels]));
    let output = channels_first(values, shape);
    let done = Done {
        norm,
        output: output.clone(),
        rows,
        statistics,
        weight,
    };
    Normalized {
        output: Tensor::from_primitive::<Learning>(record(Back, nodes, done, output)),
        mean: Tensor::from_primitive::<Flex>(mean),
        variance: Tensor::from_primitive::<Flex>(variance),
    }
}

/// A normalisation that was made, with all that its way back needs. A clone shares the numbers of tensors.
#[derive(Clone, Debug)]
struct Done {
    norm: BatchNorm,
    /// Channels last.
    rows: FlexTensor,
    /// Channels first, as it was handed on.
    output: FlexTensor,
    statistics: Statistics,
    weight: FlexTensor,
}

#[derive(Debug)]
struct Back;

impl Backward<Flex, 3> for Back {
    type State = Done;

    fn backward(self, ops: Ops<Done, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = channels_last(&gradients.consume::<Flex>(&ops.node));
        let Done {
            norm,
            rows,
            output,
            statistics,
            weight,
        } = ops.state;
        let output = channels_last(&output);
        let found = norm.backward(
            numbers(&rows),
            &statistics,
            numbers(&weight),
            numbers(&output),
            numbers(&gradient),
        );
        let [x, scale, shift] = ops.parents;
        if let Some(node) = x {
            let shape = rows.layout().shape().clone();
            gradients.register::<Flex>(node.id, channels_first(found.rows, shape));
        }
        for (node, found) in [(scale, found.weight), (shift, found.bias)] {
            if let Some(node) = node {
                gradients.register::<Flex>(node.id, tensor(found, [norm.channels]));
            }
        }
    }
}

#[cfg(test)]
mod tests;
