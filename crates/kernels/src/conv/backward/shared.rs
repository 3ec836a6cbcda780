//! What the parts of a backward pass share: the layout that is worked out once for a batch, and the sums that each part
//! contributes.

use crate::conv::tile::Width;
use crate::conv::{Conv, Saved};
use crate::{simd, sum};

/// The smallest patch, in numbers, for which skipping zeros pays behind pooling.
const WORTH_SKIPPING: usize = 64;

/// What all parts of a batch read.
pub(super) struct Shared<'a> {
    pub(super) conv: Conv,
    pub(super) saved: Saved<&'a [f32], &'a [u8]>,
    gradient: &'a [f32],
    /// Whether the gradient of the images is wanted.
    pub(super) images: bool,
    /// Whether zeros are skipped.
    pub(super) sparse: bool,
    /// Registers of filters.
    pub(super) width: Width,
    /// Registers of the numbers that a filter covers in a row of pixels.
    pub(super) run_width: Width,
    /// If the images' gradient is wanted: [`Conv::by_filter`] if sparse, else [`Conv::by_piece`].
    pub(super) filters: Vec<f32>,
    /// Numbers that a filter covers in a row of pixels, rounded up to whole registers.
    pub(super) pitch: usize,
    /// [`Conv::offsets`]
    pub(super) offsets: Vec<usize>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(conv: &Conv, saved: Saved<&'a [f32], &'a [u8]>, gradient: &'a [f32], images: bool) -> Self {
        let sparse = conv.options.pool && conv.kernel * conv.run() >= WORTH_SKIPPING;
        let pitch = conv.run().next_multiple_of(if sparse { simd::lanes() } else { 4 });
        let run_width = Width::of(conv.run());
        let filters = match (images, sparse) {
            (false, _) => Vec::new(),
            (true, true) => conv.by_filter(saved.weight, pitch),
            (true, false) => conv.by_piece(saved.weight, run_width.filters),
        };
        Self {
            conv: *conv,
            saved,
            gradient,
            images,
            sparse,
            width: Width::of(conv.channels_out),
            run_width,
            filters,
            pitch,
            offsets: conv.offsets(),
        }
    }

    /// The gradient from number `at` on, as many as `pixel` holds, with 0 where ReLU made the value 0.
    #[inline(always)]
    pub(super) fn masked(&self, at: usize, pixel: &mut [f32]) {
        let gradient = &self.gradient[at..at + pixel.len()];
        if self.conv.options.relu {
            let values = &self.saved.values[at..at + pixel.len()];
            for ((masked, gradient), value) in pixel.iter_mut().zip(gradient).zip(values) {
                *masked = if *value <= 0.0 { 0.0 } else { *gradient };
            }
        } else {
            pixel.copy_from_slice(gradient);
        }
    }

    /// Number of the position that value `at`, of pixel `pixel` of its image, comes from.
    #[inline(always)]
    pub(super) fn position(&self, pixel: usize, at: usize) -> usize {
        if self.conv.options.pool {
            4 * pixel + usize::from(self.saved.indices[at])
        } else {
            pixel
        }
    }

    /// Numbers that may be read or written behind a padded image, and count for nothing.
    pub(super) fn slack(&self) -> usize {
        self.pitch + self.run_width.filters
    }

    pub(super) fn sums(&self) -> Sums {
        let Self { conv, pitch, width, .. } = self;
        let filters = if self.sparse {
            conv.channels_out
        } else {
            width.round_up(conv.channels_out)
        };
        Sums {
            weight: vec![0.0; filters * conv.kernel * pitch],
            bias: vec![0.0; conv.channels_out],
        }
    }

    /// The gradient of the weight in PyTorch's order.
    pub(super) fn weight(&self, sums: &[f32]) -> Vec<f32> {
        if self.sparse {
            self.conv.weight_of_filters(sums, self.pitch)
        } else {
            self.conv.weight_of_columns(sums, self.pitch, self.width.filters)
        }
    }
}

/// What a part adds to the gradient of the parameters.
pub(super) struct Sums {
    /// If sparse, in the order of [`Conv::by_filter`]; else `[kernel, pitch, filters]`.
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f64>,
}

impl Sums {
    pub(super) fn add(&mut self, other: &Self) {
        let weights = self.weight.iter_mut().zip(&other.weight);
        weights.for_each(|(to, from)| *to += from);
        sum::join(&mut self.bias, &other.bias);
    }
}
