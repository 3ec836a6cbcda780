//! Operations that Burn does not have, or not as fast: on the CPU by `kiln-kernels`, elsewhere composed of Burn's own. Both
//! ways give the same numbers but for rounding, and the tests compare them.

mod conv;
mod flex;
mod norm;

pub(crate) use conv::Conv;
pub(crate) use norm::batch_norm;
