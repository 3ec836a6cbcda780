//! Adam's update of one parameter, on a GPU.

use burn::backend::Cube;
use burn::tensor::Tensor;
use kiln_kernels::adam::Adam;
use kiln_kernels_gpu::adam as kernel;

use super::{contiguous, tensor};

/// See [`super::super::adam`].
pub(in super::super) fn adam(
    step: Adam,
    value: Tensor<1>,
    gradient: Tensor<1>,
    mean: &mut Tensor<1>,
    square: &mut Tensor<1>,
) -> Tensor<1> {
    // Taken out, so that nobody else holds their numbers and they are changed where they are; or else a copy is.
    let [means, squares] = [&mut *mean, &mut *square].map(|slot| {
        let slot = std::mem::replace(slot, value.clone());
        let slot = contiguous(slot.try_into_primitive::<Cube>().expect("a slot of the same GPU"));
        if slot.can_mut() { slot } else { slot.copy() }
    });
    let [value, gradient] =
        [value, gradient].map(|tensor| contiguous(tensor.try_into_primitive::<Cube>().expect("tensors of one GPU")));
    let [len] = value.meta.shape().dims();
    let step = kernel::Adam {
        mean: [step.beta1, 1.0 - step.beta1].map(|share| share as f32),
        square: [step.beta2, 1.0 - step.beta2].map(|share| share as f32),
        epsilon: step.epsilon as f32,
        rate: step.rate as f32,
        root: step.root as f32,
        decay: step.decay as f32,
        keep: step.keep as f32,
    };
    let updated = step.update(
        &value.client,
        len,
        &value.handle,
        &gradient.handle,
        &means.handle,
        &squares.handle,
    );
    let updated = tensor(&value, updated, [len]);
    *mean = Tensor::from_primitive::<Cube>(means);
    *square = Tensor::from_primitive::<Cube>(squares);
    Tensor::from_primitive::<Cube>(updated)
}
