//! The same operations made of Burn's own, which tests compare with. They are compiled for tests only, so that no module
//! has to carry Burn's kernels for them.

use burn::tensor::{Tensor, activation, module, ops};
use kiln_kernels::adam::Adam;

use super::ConvOptions;

pub(super) fn conv(images: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>, options: ConvOptions) -> Tensor<4> {
    let burns = ops::ConvOptions::new([options.stride; 2], [options.pad; 2], [1, 1], 1);
    let mut values = module::conv2d(images, weight, Some(bias), burns);
    if options.relu {
        values = activation::relu(values);
    }
    if options.pool {
        values = module::max_pool2d(values, ops::MaxPoolOptions::new([2; 2]));
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
