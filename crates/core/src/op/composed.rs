//! The same operations made of Burn's, for every device. A module for the CPU alone does without them, and so without all
//! that Burn needs for them there.

use burn::tensor::ops::{ConvOptions, MaxPoolOptions};
use burn::tensor::{Tensor, activation, module};

use super::Conv;
use super::norm::Normalized;

pub(super) fn conv(conv: Conv, images: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>) -> Tensor<4> {
    let options = ConvOptions::new([conv.stride; 2], [conv.pad; 2], [1, 1], 1);
    let mut values = module::conv2d(images, weight, Some(bias), options);
    if conv.relu {
        values = activation::relu(values);
    }
    if conv.pool {
        values = module::max_pool2d(values, MaxPoolOptions::new([2; 2]));
    }
    values
}

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
