//! 2-D convolution for a GPU, alone or with the ReLU and the 2x2 max pooling that follow it, forward and backward. Images are
//! `[batch, channels, height, width]`, weights `[channels_out, channels_in, kernel, kernel]`, each contiguous.

mod forward;
mod image_gradient;
mod pack;
mod tile;
mod weight_gradient;

use cubecl::client::Client;
use cubecl::server::Handle;
use kiln_kernels::conv::{Conv, Gradients, Saved};

pub use forward::forward;

use crate::elementwise;

/// `gradient` is that of the values, and shaped like them. `images`: whether the gradient of the images is wanted.
#[must_use]
pub fn backward(
    conv: &Conv,
    client: &Client,
    batch: usize,
    saved: Saved<&Handle, &Handle>,
    gradient: &Handle,
    images: bool,
) -> Gradients<Handle> {
    let masked = if conv.options.relu && !conv.options.pool {
        &elementwise::masked(client, batch * conv.output_len(), saved.values, gradient)
    } else {
        gradient
    };
    let (weight, bias) = weight_gradient::weight_gradient(conv, client, batch, saved, masked);
    let images = images.then(|| image_gradient::image_gradient(conv, client, batch, saved, masked));
    Gradients { images, weight, bias }
}
