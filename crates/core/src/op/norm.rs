//! Batch normalisation with the ReLU that follows it, in training: by the statistics of the batch itself.

use burn::backend::Flex;
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
#[cfg(any(feature = "gpu", test))]
use burn::tensor::{activation, module};
use kiln_kernels::norm::{BatchNorm, Statistics};

use super::flex::{channels_first, channels_last, slice, tensor};
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
    let Ok(operands) = Operands::<Flex, 3>::of(operands) else {
        #[cfg(any(feature = "gpu", test))]
        return by_burn(x, weight, bias, epsilon, relu);
        // A module for the CPU does without, and so without all that Burn needs for it.
        #[cfg(not(any(feature = "gpu", test)))]
        unreachable!("{}", super::dispatch::ONLY_CPU);
    };
    let mut statistics = None;
    let output = operands.apply(|operands| {
        let forward = Forward::new(operands, epsilon as f32, relu);
        statistics = Some(forward.statistics.clone());
        forward
    });
    let Statistics { mean, variance, .. } = statistics.expect("what was computed");
    let [mean, variance] = [mean, variance].map(|values| {
        let channels = values.len();
        Tensor::from_primitive::<Flex>(tensor(values, [channels]))
    });
    Normalized { output, mean, variance }
}

/// The same by Burn's operations: a GPU has no kernel for it.
#[cfg(any(feature = "gpu", test))]
fn by_burn<const D: usize>(
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

/// A batch normalisation that was computed.
#[derive(Clone, Debug)]
struct Forward {
    norm: BatchNorm,
    /// Channels last.
    rows: FlexTensor,
    /// Channels first, as it was handed on.
    output: FlexTensor,
    statistics: Statistics,
    weight: FlexTensor,
}

impl Forward {
    fn new([x, weight, bias]: [FlexTensor; 3], epsilon: f32, relu: bool) -> Self {
        let rows = channels_last(&x);
        let [weight, bias] = [weight, bias].map(|tensor| tensor.to_contiguous());
        let channels = slice(&weight).len();
        let norm = BatchNorm {
            channels,
            epsilon,
            relu,
        };
        let statistics = norm.statistics(slice(&rows));
        let values = norm.forward(slice(&rows), &statistics, slice(&weight), slice(&bias));
        Self {
            norm,
            output: channels_first(values, rows.layout().shape().clone()),
            rows,
            statistics,
            weight,
        }
    }
}

impl Computed<Flex, 3> for Forward {
    fn output(&self) -> FlexTensor {
        self.output.clone()
    }

    fn gradients(self, gradient: FlexTensor, _: bool) -> [Option<FlexTensor>; 3] {
        let found = self.norm.backward(
            slice(&self.rows),
            &self.statistics,
            slice(&self.weight),
            slice(&channels_last(&self.output)),
            slice(&channels_last(&gradient)),
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
