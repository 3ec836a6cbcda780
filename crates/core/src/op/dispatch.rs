//! From a Burn tensor to the kernels of its backend: what each backend has, and the one place that chooses.

use std::fmt::Debug;

#[cfg(feature = "gpu")]
use burn::backend::Cube;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, DispatchTensor, Flex};
use kiln_kernels::adam::Adam;
use kiln_kernels::conv::{self, Conv};
use kiln_kernels::dense::{self, Dense};
use kiln_kernels::loss::{CrossEntropy, Losses};

use super::graph::{Holds, Operands};

/// Why there is no other backend.
#[cfg(not(feature = "gpu"))]
pub(super) const ONLY_CPU: &str = "no device but the CPU is compiled in: kiln-core's feature `gpu` is off";

/// The kernels of a backend, for its tensors. What they compute, and what their operands are, `kiln-kernels` says. All
/// tensors but a `gradient` are as [`Kernels::contiguous`] or [`Kernels::images`] makes them.
pub(super) trait Kernels: Backend {
    /// Pooling indices.
    type Indices: Clone + Debug + Send + 'static;

    /// The same tensor, contiguous in the order of its dimensions.
    fn contiguous(tensor: FloatTensor<Self>) -> FloatTensor<Self>;

    /// The same images `[batch, channels, height, width]`, in the order in memory that convolutions read.
    fn images(images: FloatTensor<Self>) -> FloatTensor<Self>;

    fn conv(
        conv: &Conv,
        images: &FloatTensor<Self>,
        weight: &FloatTensor<Self>,
        bias: &FloatTensor<Self>,
    ) -> conv::Output<FloatTensor<Self>, Self::Indices>;

    fn conv_backward(
        conv: &Conv,
        saved: conv::Saved<&FloatTensor<Self>, &Self::Indices>,
        gradient: FloatTensor<Self>,
        images: bool,
    ) -> conv::Gradients<FloatTensor<Self>>;

    fn dense(
        dense: &Dense,
        rows: &FloatTensor<Self>,
        weight: &FloatTensor<Self>,
        bias: &FloatTensor<Self>,
    ) -> FloatTensor<Self>;

    fn dense_backward(
        dense: &Dense,
        saved: dense::Saved<&FloatTensor<Self>>,
        gradient: FloatTensor<Self>,
        rows: bool,
    ) -> dense::Gradients<FloatTensor<Self>>;

    /// Losses are `[batch, 1]`.
    fn cross_entropy(
        loss: &CrossEntropy,
        logits: &FloatTensor<Self>,
        targets: &FloatTensor<Self>,
    ) -> Losses<FloatTensor<Self>>;

    /// `gradients` are those of [`Losses`].
    fn cross_entropy_backward(
        loss: &CrossEntropy,
        gradients: &FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> FloatTensor<Self>;

    /// See [`super::sums`].
    fn sums(losses: &FloatTensor<Self>, logits: &FloatTensor<Self>, targets: &FloatTensor<Self>) -> FloatTensor<Self>;

    /// Value, mean and square after the update. The latter two are changed in place where nobody else holds them.
    fn adam(
        adam: &Adam,
        value: &FloatTensor<Self>,
        gradient: &FloatTensor<Self>,
        mean: FloatTensor<Self>,
        square: FloatTensor<Self>,
    ) -> [FloatTensor<Self>; 3];
}

/// An operation on `N` tensors, written for any backend that has [`Kernels`].
pub(super) trait Operation<const N: usize> {
    /// What comes out.
    type Output;

    /// Computes it where its operands are.
    fn run<K: Kernels>(self, operands: Operands<K, N>) -> Self::Output
    where
        DispatchTensor: Holds<K>;
}

/// Computes `operation` by the kernels of the backend that its operands, all of them, are on.
///
/// # Panics
/// Where they are on a GPU, and the feature `gpu` is off.
pub(super) fn dispatch<O: Operation<N>, const N: usize>(operation: O, tensors: [DispatchTensor; N]) -> O::Output {
    match Operands::<Flex, N>::of(tensors) {
        Ok(operands) => operation.run(operands),
        #[cfg(feature = "gpu")]
        Err(tensors) => match Operands::<Cube, N>::of(tensors) {
            Ok(operands) => operation.run(operands),
            Err(_) => unreachable!("what is not on the CPU is on a GPU"),
        },
        #[cfg(not(feature = "gpu"))]
        Err(_) => unreachable!("{ONLY_CPU}"),
    }
}
