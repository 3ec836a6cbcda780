//! Burn's tensors on a GPU as buffers, and back; and the operations that `kiln-kernels-gpu` computes on them.

mod adam;
mod conv;
mod dense;

use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::{Autodiff, Cube};
use burn::tensor::{DType, Shape};
use burn_cubecl::cubecl::server::Handle;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

pub(super) use adam::adam;
pub(super) use conv::conv;
pub(super) use dense::dense;

/// The backend that learns on a GPU.
type Learning = Autodiff<Cube, NoCheckpointing>;

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
