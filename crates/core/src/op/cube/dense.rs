//! A fully connected layer with the ReLU that follows it, on a GPU.

use burn::backend::Cube;
use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops};
use burn::tensor::Tensor;
use burn_cubecl::tensor::CubeTensor;
use kiln_kernels_gpu::linear::{Linear, Saved};

use super::super::flex::record;
use super::{Learning, contiguous, tensor};

/// See [`super::super::dense`].
pub(in super::super) fn dense(rows: Tensor<2>, weight: Tensor<2>, bias: Tensor<1>, relu: bool) -> Tensor<2> {
    if let Ok(weight) = weight.clone().try_into_primitive::<Learning>() {
        let rows = rows.try_into_primitive::<Learning>().expect("rows of the same device");
        let bias = bias
            .try_into_primitive::<Learning>()
            .expect("a bias of the same device");
        let nodes = [rows.node(), weight.node(), bias.node()];
        let [rows, weight, bias] = [rows, weight, bias].map(|tensor| tensor.primitive().clone());
        let done = Done::new(rows, weight, bias, relu);
        let output = done.output();
        return Tensor::from_primitive::<Learning>(record(Back, nodes, done, output));
    }
    let [rows, weight] = [rows, weight].map(|tensor| tensor.try_into_primitive::<Cube>().expect("tensors of one GPU"));
    let bias = bias.try_into_primitive::<Cube>().expect("a bias of the same GPU");
    Tensor::from_primitive::<Cube>(Done::new(rows, weight, bias, relu).output())
}

/// A layer that was computed, with all that its way back needs. A clone shares the numbers.
#[derive(Clone, Debug)]
struct Done {
    layer: Linear,
    count: usize,
    rows: CubeTensor,
    saved: Saved,
}

impl Done {
    fn new(rows: CubeTensor, weight: CubeTensor, bias: CubeTensor, relu: bool) -> Self {
        let [units, features] = weight.meta.shape().dims();
        let [count, _] = rows.meta.shape().dims();
        let layer = Linear { features, units, relu };
        let [rows, weight, bias] = [rows, weight, bias].map(contiguous);
        let values = layer.forward(&rows.client, count, &rows.handle, &weight.handle, &bias.handle);
        let saved = Saved {
            rows: rows.handle.clone(),
            weight: weight.handle,
            values,
        };
        Self {
            layer,
            count,
            rows,
            saved,
        }
    }

    /// `[rows, units]`
    fn output(&self) -> CubeTensor {
        tensor(&self.rows, self.saved.values.clone(), [self.count, self.layer.units])
    }
}

#[derive(Debug)]
struct Back;

impl Backward<Cube, 3> for Back {
    type State = Done;

    fn backward(self, ops: Ops<Done, 3>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(gradients.consume::<Cube>(&ops.node));
        let [rows, weight, bias] = ops.parents;
        let Done {
            layer,
            count,
            rows: like,
            saved,
        } = ops.state;
        let found = layer.backward(&like.client, count, &saved, &gradient.handle, rows.is_some());
        if let (Some(node), Some(values)) = (rows, found.rows) {
            gradients.register::<Cube>(node.id, tensor(&like, values, [count, layer.features]));
        }
        if let Some(node) = weight {
            gradients.register::<Cube>(node.id, tensor(&like, found.weight, [layer.units, layer.features]));
        }
        if let Some(node) = bias {
            gradients.register::<Cube>(node.id, tensor(&like, found.bias, [layer.units]));
        }
    }
}
