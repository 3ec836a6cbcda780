//! Options of loading a dataset. What they leave open is as it was for the images that the network has learnt from.

use clap::Args;
use kiln_core::data::Preprocessing;

use super::Classes;

/// How a dataset is loaded; for anyone's own images, what is made of them.
#[derive(Args, Clone, Debug)]
pub struct LoadOptions {
    /// Names of the classes, in the order of their labels: a,b,c or fashion-mnist.
    #[arg(long, value_name = "NAMES")]
    pub classes: Option<Classes>,
    /// Folders of images: side that they are brought to, in pixels [default: 28, or the checkpoint's].
    #[arg(long, value_name = "PIXELS")]
    pub image_size: Option<usize>,
    #[command(flatten)]
    pub preprocessing: PreprocessingOptions,
    /// Folders of images: share that becomes test images, where there is no folder "test".
    #[arg(long, value_name = "SHARE", default_value_t = 0.2)]
    pub test_share: f64,
}

/// The preprocessing of images of one's own.
#[derive(Args, Clone, Copy, Debug)]
pub struct PreprocessingOptions {
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

impl PreprocessingOptions {
    /// What was said, and for the rest `before`.
    pub fn or(self, before: Preprocessing) -> Preprocessing {
        let said = (self.center || self.whole).then_some(self.center);
        Preprocessing {
            centered: said.or(before.centered),
            inverted: self.invert.or(before.inverted),
        }
    }
}
