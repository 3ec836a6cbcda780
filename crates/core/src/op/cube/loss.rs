//! Cross-entropy, and what is told of a batch, on a GPU.

use burn::backend::{Cube, DispatchTensor};
use burn::tensor::Tensor;
use burn_cubecl::tensor::CubeTensor;
use kiln_kernels_gpu::loss::{self, CrossEntropy, Scored};

use super::super::graph::{Computed, Operands};
use super::{ONE_GPU, contiguous, tensor};

/// See [`super::super::cross_entropy`].
pub(in super::super) fn cross_entropy(operands: &[DispatchTensor; 2], smoothing: f32) -> Tensor<2> {
    let operands = Operands::<Cube, 2>::of(operands).expect(ONE_GPU);
    operands.apply(|operands| Done::new(operands, smoothing))
}

/// See [`super::super::sums`].
pub(in super::super) fn sums(operands: &[DispatchTensor; 3]) -> Tensor<1> {
    let operands = Operands::<Cube, 3>::of(operands).expect(ONE_GPU);
    let [losses, logits, targets] = operands.values.map(contiguous);
    let [batch, classes] = logits.meta.shape().dims();
    let (losses, targets) = (&losses.handle, &targets.handle);
    let marks = loss::marks(&logits.client, batch, classes, losses, &logits.handle, targets);
    let marks = Tensor::<2>::from_primitive::<Cube>(tensor(&logits, marks, [2, batch]));
    marks.sum_dim(1).reshape([2])
}

/// A batch that was scored.
#[derive(Clone, Debug)]
struct Done {
    loss: CrossEntropy,
    batch: usize,
    logits: CubeTensor,
    scored: Scored,
}

impl Done {
    fn new(operands: [CubeTensor; 2], smoothing: f32) -> Self {
        let [logits, targets] = operands.map(contiguous);
        let [batch, classes] = logits.meta.shape().dims();
        let loss = CrossEntropy { classes, smoothing };
        Self {
            loss,
            batch,
            scored: loss.forward(&logits.client, batch, &logits.handle, &targets.handle),
            logits,
        }
    }
}

impl Computed<Cube, 2> for Done {
    /// `[batch, 1]`
    fn output(&self) -> CubeTensor {
        tensor(&self.logits, self.scored.losses.clone(), [self.batch, 1])
    }

    fn gradients(self, gradient: CubeTensor, _: bool) -> [Option<CubeTensor>; 2] {
        let gradient = contiguous(gradient);
        let client = &self.logits.client;
        let found = self
            .loss
            .backward(client, self.batch, &self.scored.slopes, &gradient.handle);
        let shape = [self.batch, self.loss.classes];
        [Some(tensor(&self.logits, found, shape)), None]
    }
}
