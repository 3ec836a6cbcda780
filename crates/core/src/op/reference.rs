//! What the operations here are, made of Burn's: tests compare with it. A module does without, and so without all that
//! Burn needs for it.

use burn::tensor::ops::{ConvOptions, MaxPoolOptions};
use burn::tensor::{Tensor, activation, module};
use kiln_kernels::adam::Adam;

use super::Conv;

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

pub(super) fn dense(rows: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>, relu: bool) -> Tensor<2> {
    let values = rows.matmul(weight.transpose()) + bias.unsqueeze();
    if relu { activation::relu(values) } else { values }
}

pub(super) fn adam(
    adam: Adam,
    value: Tensor<1>,
    gradient: Tensor<1>,
    mean: &mut Tensor<1>,
    square: &mut Tensor<1>,
) -> Tensor<1> {
    let gradient = if adam.decay == 0.0 {
        gradient
    } else {
        gradient + value.clone() * adam.decay
    };
    *mean = mean.clone() * adam.beta1 + gradient.clone() * (1.0 - adam.beta1);
    *square = square.clone() * adam.beta2 + gradient.square() * (1.0 - adam.beta2);
    let root = square.clone().sqrt() / adam.root + adam.epsilon;
    let value = if adam.keep == 1.0 { value } else { value * adam.keep };
    value - mean.clone() / root * adam.rate
}

pub(super) fn cross_entropy(logits: Tensor<2>, targets: Tensor<2>, smoothing: f64) -> Tensor<2> {
    let targets = targets.clone() * (1.0 - smoothing) + smoothing / targets.dims()[1] as f64;
    (activation::log_softmax(logits, 1) * targets).sum_dim(1).neg()
}

pub(super) fn sums(losses: Tensor<2>, logits: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    let correct = logits.argmax(1).equal(targets.argmax(1)).float().sum();
    Tensor::cat(vec![losses.sum(), correct], 0)
}
