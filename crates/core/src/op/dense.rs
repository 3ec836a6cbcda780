//! A fully connected layer with the ReLU that follows it.

use burn::backend::Flex;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::backend::flex::FlexTensor;
use burn::tensor::Tensor;
use kiln_kernels::linear::{Linear, Saved};

use super::flex::{Learning, numbers, record, tensor};

/// `rows . weight^T + bias`, and `max(0, x)` of it if `relu`: `[rows, features]`, `[units, features]` and `[units]` to
/// `[rows, units]`.
#[must_use]
pub(crate) fn dense(rows: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>, relu: bool) -> Tensor<2> {
    if let Ok(weight) = weight.clone().try_into_primitive::<Learning>() {
        let rows = rows.try_into_primitive::<Learning>().expect("rows of the same device");
        let bias = bias
            .try_into_primitive::<Learning>()
            .expect("a bias of the same device");
        let nodes = [rows.node(), weight.node(), bias.node()];
        let done = Done::new(rows.primitive(), weight.primitive(), bias.primitive(), relu);
        let output = done.values.clone();
        return Tensor::from_primitive::<Learning>(record(Back, nodes, done, output));
    }
    if let Ok(weight) = weight.clone().try_into_primitive::<Flex>() {
        let rows = rows.try_into_primitive::<Flex>().expect("rows of the same device");
        let bias = bias.try_into_primitive::<Flex>().expect("a bias of the same device");
        return Tensor::from_primitive::<Flex>(Done::new(&rows, &weight, &bias, relu).values);
    }
    #[cfg(feature = "gpu")]
    return super::cube::dense(rows, weight, bias, relu);
    #[cfg(not(feature = "gpu"))]
    unreachable!("{}", super::ONLY_CPU)
}

/// A layer that was computed, with all that its way back needs. A clone shares the numbers.
#[derive(Clone, Debug)]
struct Done {
    layer: Linear,
    rows: FlexTensor,
    weight: FlexTensor,
    values: FlexTensor,
}

impl Done {
    fn new(rows: &FlexTensor, weight: &FlexTensor, bias: &FlexTensor, relu: bool) -> Self {
        let [units, features] = weight.layout().shape().dims();
        let [count, _] = rows.layout().shape().dims();
        let layer = Linear { features, units, relu };
        let (rows, weight) = (rows.to_contiguous(), weight.to_contiguous());
        let values = layer.forward(numbers(&rows), numbers(&weight), numbers(&bias.to_contiguous()));
        Self {
            layer,
            rows,
            weight,
            values: tensor(values, [count, units]),
        }
    }
}

#[derive(Debug)]
struct Back;

impl Backward<Flex, 3> for Back {
    type State = Done;

    fn backward(self, ops: Ops<Done, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = gradients.consume::<Flex>(&ops.node).to_contiguous();
        let [rows, weight, bias] = ops.parents;
        let done = ops.state;
        let saved = Saved {
            rows: numbers(&done.rows),
            weight: numbers(&done.weight),
            values: numbers(&done.values),
        };
        let found = done.layer.backward(saved, numbers(&gradient), rows.is_some());
        if let (Some(node), Some(values)) = (rows, found.rows) {
            gradients.register::<Flex>(node.id, tensor(values, done.rows.layout().shape().clone()));
        }
        if let Some(node) = weight {
            let shape = [done.layer.units, done.layer.features];
            gradients.register::<Flex>(node.id, tensor(found.weight, shape));
        }
        if let Some(node) = bias {
            gradients.register::<Flex>(node.id, tensor(found.bias, [done.layer.units]));
        }
    }
}

#[cfg(test)]
mod tests;
