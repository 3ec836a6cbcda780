//! Burn's tensors on a GPU as buffers, and back; and the operations that `kiln-kernels-gpu` computes on them.

mod adam;
mod conv;
mod dense;
mod loss;

use burn::tensor::{DType, Shape};
use burn_cubecl::cubecl::server::Handle;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

pub(super) use adam::adam;
pub(super) use conv::conv;
pub(super) use dense::dense;
pub(super) use loss::{cross_entropy, sums};

/// What does not live on the CPU does on a GPU, all of it on the same.
const ONE_GPU: &str = "tensors of one GPU";

/// A tensor whose numbers lie one after the other.
///
/// # Panics
/// Where they are not `f32`, which Kiln's always are.
fn contiguous(tensor: CubeTensor) -> CubeTensor {
    assert_eq!(tensor.dtype, DType::F32, "tensors of f32");
    into_contiguous(tensor)
}

/// Numbers in `handle` as a tensor of `shape` beside `like`.
fn tensor(like: &CubeTensor, handle: Handle, shape: impl Into<Shape>) -> CubeTensor {
    CubeTensor::new_contiguous(
        like.client.clone(),
        like.device.clone(),
        shape.into(),
        handle,
        DType::F32,
    )
}
