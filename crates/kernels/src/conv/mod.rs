//! 2-D convolution, alone or with the ReLU and the 2x2 max pooling that follow it, forward and backward.
//!
//! Images are `[batch, height, width, channels]`, so that what a filter covers of one row of pixels lies together in
//! memory; weights are PyTorch's `[channels_out, channels_in, kernel, kernel]`.

mod backward;
mod canvas;
mod dense;
mod forward;
mod sparse;
mod tile;
mod weights;

pub use backward::{Gradients, Saved};
pub use forward::Output;

/// A convolution with square filters. A checked network gives only sizes of 1 or more, and a filter that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        if self.pool {
            (height / 2, width / 2)
        } else {
            (height, width)
        }
    }

    /// Numbers in an image that comes in.
    fn image_len(&self) -> usize {
        self.height * self.width * self.channels_in
    }

    /// Numbers in an image that comes out.
    fn output_len(&self) -> usize {
        let (height, width) = self.output();
        height * width * self.channels_out
    }

    /// Numbers that a filter covers in one row of pixels.
    fn run(&self) -> usize {
        self.kernel * self.channels_in
    }

    /// On the way forward.
    fn multiplications(&self, batch: usize) -> usize {
        let (height, width) = self.places();
        batch * height * width * self.num_weights()
    }

    fn num_weights(&self) -> usize {
        self.channels_out * self.kernel * self.run()
    }

    /// Where a filter stands for every number that comes out, as offsets into a padded image: four places for each
    /// window of a pooling, in reading order, else one.
    fn starts(&self) -> Vec<usize> {
        let (height, width) = self.output();
        let at = |y: usize, x: usize| (y * self.row() + x * self.channels_in) * self.stride;
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (y, x)));
        if self.pool {
            let window = |(y, x)| [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(down, right)| at(2 * y + down, 2 * x + right));
            pixels.flat_map(window).collect()
        } else {
            pixels.map(|(y, x)| at(y, x)).collect()
        }
    }
}

#[cfg(test)]
mod tests;
