//! Operations that Burn does not have, or not as fast: on the CPU by `kiln-kernels`, on a GPU by `kiln-kernels-gpu`. They
//! give the numbers of Burn's own operations but for rounding, and the tests compare them.

mod adam;
#[cfg(any(feature = "gpu", test))]
mod composed;
mod conv;
#[cfg(feature = "gpu")]
mod cube;
mod dense;
mod flex;
mod graph;
mod loss;
mod norm;
#[cfg(test)]
mod reference;
mod squares;

pub(crate) use adam::adam;
pub(crate) use conv::Conv;
pub(crate) use dense::dense;
pub(crate) use loss::{cross_entropy, sums};
pub(crate) use norm::batch_norm;
pub(crate) use squares::squares;

/// Why there is no other way.
#[cfg(not(feature = "gpu"))]
const ONLY_CPU: &str = "no device but the CPU is compiled in: kiln-core's feature `gpu` is off";
