//! Batch normalisation with the ReLU that follows it, while learning: by the numbers of the batch itself.

use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::norm::{BatchNorm, Statistics};

use super::flex::{channels_first, channels_last, numbers, tensor};
use super::graph::{Computed, Operands};

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
    let operands = [
        x.clone().into_dispatch(),
        weight.clone().into_dispatch(),
        bias.clone().into_dispatch(),
    ];
    let Some(operands) = Operands::<Flex, 3>::of(&operands) else {
        #[cfg(any(feature = "gpu", test))]
        return super::composed::batch_norm(x, weight, bias, epsilon, relu);
        #[cfg(not(any(feature = "gpu", test)))]
        unreachable!("{}", super::ONLY_CPU);
    };
    let mut statistics = None;
    let output = operands.apply(|operands| {
        let done = Done::new(operands, epsilon as f32, relu);
        statistics = Some(done.statistics.clone());
        done
    });
    let Statistics { mean, variance, .. } = statistics.expect("what was computed");
    let [mean, variance] = [mean, variance].map(|values| {
        let channels = values.len();
        Tensor::from_primitive::<Flex>(tensor(values, [channels]))
    });
    Normalized { output, mean, variance }
}

/// A normalisation that was made.
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

impl Done {
    fn new([x, weight, bias]: [FlexTensor; 3], epsilon: f32, relu: bool) -> Self {
        let rows = channels_last(&x);
        let [weight, bias] = [weight, bias].map(|tensor| tensor.to_contiguous());
        let channels = numbers(&weight).len();
        let norm = BatchNorm {
            channels,
            epsilon,
            relu,
        };
        let statistics = norm.statistics(numbers(&rows));
        let values = norm.forward(numbers(&rows), &statistics, numbers(&weight), numbers(&bias));
        Self {
            norm,
            output: channels_first(values, rows.layout().shape().clone()),
            rows,
            statistics,
            weight,
        }
    }
}

impl Computed<Flex, 3> for Done {
    fn output(&self) -> FlexTensor {
        self.output.clone()
    }

    fn gradients(self, gradient: FlexTensor, _: bool) -> [Option<FlexTensor>; 3] {
        let found = self.norm.backward(
            numbers(&self.rows),
            &self.statistics,
            numbers(&self.weight),
            numbers(&channels_last(&self.output)),
            numbers(&channels_last(&gradient)),
        );
        let shape = self.rows.layout().shape().clone();
        let channels = self.norm.channels;
        [
            Some(channels_first(found.rows, shape)),
            Some(tensor(found.weight, [channels])),
            Some(tensor(found.bias, [channels])),
        ]
    }
}

#[cfg(test)]
mod tests;
