//! 2-D convolution, alone or with the ReLU and the 2x2 max pooling that follow it, forward and backward: its description,
//! which `kiln-kernels-gpu` and `kiln-core` share, and its kernels for a CPU.
//!
//! Images are `[batch, height, width, channels]` here, so that what a filter covers of one row of pixels is contiguous;
//! weights are PyTorch's `[channels_out, channels_in, kernel, kernel]`.

mod backward;
mod forward;
mod padding;
mod tile;
mod weights;

/// What a convolution does, whatever the sizes of images and filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Pixels between two positions of a filter.
    pub stride: usize,
    /// Zeros on every side.
    pub pad: usize,
    /// Whether `max(0, x)` follows.
    pub relu: bool,
    /// Whether the largest of every 2x2 pixels follows (after that); what is left over at an odd edge is dropped.
    pub pool: bool,
}

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
    /// What is done with them.
    pub options: Options,
}

/// What comes out of a convolution. `T` holds numbers and `I` pooling indices: vectors, or buffers of a GPU.
#[derive(Clone, Debug)]
pub struct Output<T, I> {
    /// Shaped as the images, with `channels_out` channels.
    pub values: T,
    /// Pooling indices: which of its window's four pixels, in reading order, each value is. Nothing is in them without
    /// pooling. A GPU's are 4 where ReLU made the value 0.
    pub indices: I,
}

/// What the backward pass needs of the forward pass.
#[derive(Clone, Copy, Debug)]
pub struct Saved<T, I> {
    /// The images that came in.
    pub images: T,
    /// `[channels_out, channels_in, kernel, kernel]`
    pub weight: T,
    /// [`Output::values`]. Not read without ReLU.
    pub values: T,
    /// [`Output::indices`]
    pub indices: I,
}

/// Gradients of the loss with respect to what went in.
#[derive(Clone, Debug)]
pub struct Gradients<T> {
    /// Shaped as the images; absent where it was not asked for.
    pub images: Option<T>,
    /// `[channels_out, channels_in, kernel, kernel]`
    pub weight: T,
    /// `[channels_out]`
    pub bias: T,
}

impl Conv {
    /// The convolution of images `[batch, channels_in, height, width]` with `weight`, `[channels_out, channels_in, kernel,
    /// kernel]`.
    ///
    /// # Example
    /// ```
    /// use kiln_kernels::conv::{Conv, Options};
    ///
    /// let options = Options { stride: 1, pad: 1, relu: true, pool: true };
    /// let conv = Conv::of([128, 1, 28, 28], [32, 1, 3, 3], options);
    /// assert_eq!((conv.positions(), conv.output()), ((28, 28), (14, 14)));
    /// ```
    #[must_use]
    pub fn of(images: [usize; 4], weight: [usize; 4], options: Options) -> Self {
        let [_, channels_in, height, width] = images;
        let [channels_out, _, kernel, _] = weight;
        Self {
            channels_in,
            height,
            width,
            channels_out,
            kernel,
            options,
        }
    }

    /// Height and width of what the filters make, before pooling.
    #[must_use]
    pub fn positions(&self) -> (usize, usize) {
        let Options { stride, pad, .. } = self.options;
        let positions = |side: usize| (side + 2 * pad - self.kernel) / stride + 1;
        (positions(self.height), positions(self.width))
    }

    /// Height and width of what comes out.
    #[must_use]
    pub fn output(&self) -> (usize, usize) {
        let (height, width) = self.positions();
        let window = self.window();
        (height / window, width / window)
    }

    /// Height and width of what becomes one number that comes out: 2 with pooling, else 1.
    #[must_use]
    pub fn window(&self) -> usize {
        if self.options.pool { 2 } else { 1 }
    }

    /// Numbers in an image that comes in.
    #[must_use]
    pub fn image_len(&self) -> usize {
        self.height * self.width * self.channels_in
    }

    /// Numbers in an image that comes out.
    #[must_use]
    pub fn output_len(&self) -> usize {
        let (height, width) = self.output();
        height * width * self.channels_out
    }

    /// Numbers in the weight.
    #[must_use]
    pub fn num_weights(&self) -> usize {
        self.channels_out * self.channels_in * self.kernel * self.kernel
    }

    /// Numbers that a filter covers in one row of pixels.
    fn run(&self) -> usize {
        self.kernel * self.channels_in
    }

    /// Multiplications of a forward pass.
    fn multiplications(&self, batch: usize) -> usize {
        let (height, width) = self.positions();
        batch * height * width * self.num_weights()
    }

    /// Where a filter stands for every number that comes out, as offsets into a padded image: four positions for each
    /// window of a pooling, in reading order, else one.
    fn offsets(&self) -> Vec<usize> {
        let (height, width) = self.output();
        let at = |y: usize, x: usize| (y * self.row() + x * self.channels_in) * self.options.stride;
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (y, x)));
        if self.options.pool {
            let window = |(y, x)| [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(down, right)| at(2 * y + down, 2 * x + right));
            pixels.flat_map(window).collect()
        } else {
            pixels.map(|(y, x)| at(y, x)).collect()
        }
    }
}

#[cfg(test)]
mod tests;
