//! How images of one's own are prepared: as is said, or as those were that the network has learnt from.

use clap::Args;
use kiln_core::data::Preparation;

/// What may be said of it.
#[derive(Args, Clone, Copy, Debug)]
pub struct Preparing {
    /// Images of your own: crop each to its ink and centre it as MNIST's are [default: as the checkpoint says].
    #[arg(long)]
    center: bool,
    /// Images of your own: keep each whole instead [default: as the checkpoint says; without one they are kept whole].
    #[arg(long, conflicts_with = "center")]
    whole: bool,
    /// Images of your own: whether dark becomes bright [default: as the checkpoint says, or where borders are bright].
    #[arg(long)]
    invert: Option<bool>,
}

impl Preparing {
    /// What was said, and for the rest `before`.
    pub fn or(self, before: Preparation) -> Preparation {
        let said = (self.center || self.whole).then_some(self.center);
        Preparation {
            centered: said.or(before.centered),
            inverted: self.invert.or(before.inverted),
        }
    }
}
