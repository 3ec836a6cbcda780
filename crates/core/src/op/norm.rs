//! Batch normalisation with the ReLU that follows it, while learning: by the numbers of the batch itself.

use burn::backend::Flex;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::norm::{BatchNorm, Statistics};

use super::flex::{Learning, channels_first, channels_last, numbers, tensor};

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
    let rows = if D == 4 {
        channels_last(x.primitive())
    } else {
        x.primitive().to_contiguous()
    };
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
    let done = Done {
        norm,
        output: FlexTensor::from_data(burn::tensor::TensorData::new(values, shape)),
        rows,
        statistics,
        weight,
    };
    let output = if D == 4 {
        done.output.permute(&[0, 3, 1, 2])
    } else {
        done.output.clone()
    };
    let output = match Back.prepare::<NoCheckpointing>(nodes).compute_bound().stateful() {
        OpsKind::Tracked(step) => step.finish(done, output),
        OpsKind::UnTracked(step) => step.finish(output),
    };
    Normalized {
        output: Tensor::from_primitive::<Learning>(output),
        mean: Tensor::from_primitive::<Flex>(mean),
        variance: Tensor::from_primitive::<Flex>(variance),
    }
}

/// A normalisation that was made, with all that its way back needs. A clone shares the numbers of tensors.
#[derive(Clone, Debug)]
struct Done {
    norm: BatchNorm,
    /// Channels last, as the output.
    rows: FlexTensor,
    output: FlexTensor,
    statistics: Statistics,
    weight: FlexTensor,
}

#[derive(Debug)]
struct Back;

impl Backward<Flex, 3> for Back {
    type State = Done;

    fn backward(self, ops: Ops<Done, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = gradients.consume::<Flex>(&ops.node);
        let Done {
            norm,
            rows,
            output,
            statistics,
            weight,
        } = ops.state;
        let shape = rows.layout().shape().clone();
        let image = shape.num_dims() == 4;
        let gradient = if image {
            channels_last(&gradient)
        } else {
            gradient.to_contiguous()
        };
        let found = norm.backward(
            numbers(&rows),
            &statistics,
            numbers(&weight),
            numbers(&output),
            numbers(&gradient),
        );
        let [x, scale, shift] = ops.parents;
        if let Some(node) = x {
            let found = match image {
                true => channels_first(found.rows, shape.dims()),
                false => tensor(found.rows, shape.dims::<2>()),
            };
            gradients.register::<Flex>(node.id, found);
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
