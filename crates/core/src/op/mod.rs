//! Operations that Burn does not have, or not as fast. An operation is written once (`conv`, `dense`, `loss`, `adam`, `sum`);
//! `dispatch` takes it to the kernels of the backend that its tensors are on: `flex` to `kiln-kernels`, `cube` to
//! `kiln-kernels-gpu`. They give the numbers of Burn's own operations but for rounding, and the tests compare them.

mod adam;
mod conv;
#[cfg(feature = "gpu")]
mod cube;
mod dense;
mod dispatch;
mod flex;
mod graph;
mod loss;
mod norm;
#[cfg(test)]
mod reference;
mod sum;

pub(crate) use adam::adam;
pub(crate) use conv::{ConvOptions, conv};
pub(crate) use dense::dense;
pub(crate) use loss::cross_entropy;
pub(crate) use norm::batch_norm;
pub(crate) use sum::{squares, sums};
