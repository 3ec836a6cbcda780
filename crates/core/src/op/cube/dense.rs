//! A fully connected layer with the ReLU that follows it, on a GPU.

use burn::backend::{Cube, DispatchTensor};
use burn::tensor::Tensor;
use burn_cubecl::tensor::CubeTensor;
use kiln_kernels_gpu::linear::{Linear, Saved};

use super::super::graph::{Computed, Operands};
use super::{ONE_GPU, contiguous, tensor};

/// See [`super::super::dense`].
pub(in super::super) fn dense(operands: &[DispatchTensor; 3], relu: bool) -> Tensor<2> {
    let operands = Operands::<Cube, 3>::of(operands).expect(ONE_GPU);
    operands.apply(|operands| Done::new(operands, relu))
}

/// A layer that was computed.
#[derive(Clone, Debug)]
struct Done {
    layer: Linear,
    count: usize,
    rows: CubeTensor,
    saved: Saved,
}

impl Done {
    fn new(operands: [CubeTensor; 3], relu: bool) -> Self {
        let [rows, weight, bias] = operands.map(contiguous);
        let [units, features] = weight.meta.shape().dims();
        let [count, _] = rows.meta.shape().dims();
        let layer = Linear { features, units, relu };
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
}

impl Computed<Cube, 3> for Done {
    /// `[rows, units]`
    fn output(&self) -> CubeTensor {
        tensor(&self.rows, self.saved.values.clone(), [self.count, self.layer.units])
    }

    fn gradients(self, gradient: CubeTensor, rows: bool) -> [Option<CubeTensor>; 3] {
        let Self {
            layer,
            count,
            rows: like,
            saved,
        } = self;
        let found = layer.backward(&like.client, count, &saved, &contiguous(gradient).handle, rows);
        [
            found.rows.map(|values| tensor(&like, values, [count, layer.features])),
            Some(tensor(&like, found.weight, [layer.units, layer.features])),
            Some(tensor(&like, found.bias, [layer.units])),
        ]
    }
}
