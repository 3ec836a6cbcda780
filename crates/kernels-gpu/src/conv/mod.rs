//! 2-D convolution, alone or with the ReLU and the 2x2 max pooling that follow it, forward and backward. Images are
//! `[batch, channels, height, width]`, weights `[channels_out, channels_in, kernel, kernel]`, each in one piece.

mod back_images;
mod back_weight;
mod forward;
mod pack;
mod tile;

use cubecl::client::Client;
use cubecl::server::Handle;

pub use forward::Output;

use crate::elementwise;

/// A convolution with square filters. A checked network gives only sizes of 1 or more, and a filter that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conv {
    /// Channels of the images that come in.
    pub channels_in: usize,
    /// Their height in pixels.
    pub height: usize,
    /// Their width in pixels.
    pub width: usize,
    /// Number of filters.
    pub channels_out: usize,
    /// Height and width of a filter.
    pub kernel: usize,
    /// Pixels between two places of a filter.
    pub stride: usize,
    /// Zeros on every side.
    pub pad: usize,
    /// Whether `max(0, x)` follows.
    pub relu: bool,
    /// Whether the largest of every 2x2 pixels follows (after that); what is left over at an odd edge is dropped.
    pub pool: bool,
}

/// What the way back needs of the way forward.
#[derive(Clone, Debug)]
pub struct Saved {
    /// `[batch, channels_in, height, width]`
    pub images: Handle,
    /// `[channels_out, channels_in, kernel, kernel]`
    pub weight: Handle,
    /// What came out. Read with ReLU and without pooling.
    pub values: Handle,
    /// See [`Output::winners`].
    pub winners: Handle,
}

/// How the loss changes with what went in.
#[derive(Clone, Debug)]
pub struct Gradients {
    /// Shaped as the images; absent where it was not asked for.
    pub images: Option<Handle>,
    /// Shaped as the weight.
    pub weight: Handle,
    /// `[channels_out]`
    pub bias: Handle,
}

impl Conv {
    /// Height and width of what the filters make, before pooling.
    #[must_use]
    pub fn places(&self) -> (usize, usize) {
        let places = |side: usize| (side + 2 * self.pad - self.kernel) / self.stride + 1;
        (places(self.height), places(self.width))
    }

    /// Height and width of what comes out.
    #[must_use]
    pub fn output(&self) -> (usize, usize) {
        let (height, width) = self.places();
        let window = self.window();
        (height / window, width / window)
    }

    /// `gradient` is that of what came out, shaped as that. `images`: whether that of the images is wanted.
    #[must_use]
    pub fn backward(&self, client: &Client, batch: usize, saved: &Saved, gradient: &Handle, images: bool) -> Gradients {
        let masked = if self.relu && !self.pool {
            &elementwise::masked(client, batch * self.output_len(), &saved.values, gradient)
        } else {
            gradient
        };
        let (weight, bias) = back_weight::back_weight(self, client, batch, saved, masked);
        let images = images.then(|| back_images::back_images(self, client, batch, saved, masked));
        Gradients { images, weight, bias }
    }

    /// Height and width of what becomes one number that comes out.
    fn window(&self) -> usize {
        if self.pool { 2 } else { 1 }
    }

    fn taps(&self) -> usize {
        self.kernel * self.kernel
    }

    fn num_weights(&self) -> usize {
        self.channels_out * self.channels_in * self.taps()
    }

    fn image_len(&self) -> usize {
        self.channels_in * self.height * self.width
    }

    fn output_len(&self) -> usize {
        let (height, width) = self.output();
        self.channels_out * height * width
    }
}
