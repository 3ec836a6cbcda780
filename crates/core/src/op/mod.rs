//! Operations that Burn does not have, or not as fast: on the CPU by `kiln-kernels`, elsewhere composed of Burn's own. Both
//! ways give the same numbers but for rounding, and the tests compare them.

mod adam;
#[cfg(any(feature = "gpu", test))]
mod composed;
mod conv;
mod dense;
mod flex;
mod norm;

pub(crate) use adam::adam;
pub(crate) use conv::Conv;
pub(crate) use dense::dense;
pub(crate) use norm::batch_norm;

/// Why there is no other way.
#[cfg(not(any(feature = "gpu", test)))]
const ONLY_CPU: &str = "no device but the CPU is compiled in: kiln-core's feature `gpu` is off";
