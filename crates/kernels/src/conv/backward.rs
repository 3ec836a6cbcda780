//! The way back, by whichever of two ways is quicker: `dense` or `sparse`.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use super::Conv;
use super::dense::Dense;
use super::sparse::Sparse;
use super::tile::Width;
use crate::{part, simd, sum};

/// What the way back needs of the way forward.
#[derive(Clone, Copy, Debug)]
pub struct Saved<'a> {
    /// `[batch, height, width, channels_in]`
    pub images: &'a [f32],
    /// PyTorch's `[channels_out, channels_in, kernel, kernel]`
    pub weight: &'a [f32],
    /// What came out: `[batch, height, width, channels_out]`. Not read without ReLU.
    pub values: &'a [f32],
    /// See [`super::Output::winners`].
    pub winners: &'a [u8],
}

/// How the loss changes with what went in.
#[derive(Clone, Debug, Default)]
pub struct Gradients {
    /// Shaped as the images; absent where it was not asked for.
    pub images: Option<Vec<f32>>,
    /// In the order of the weight.
    pub weight: Vec<f32>,
    /// `[channels_out]`
    pub bias: Vec<f32>,
}

/// The smallest patch, in numbers, for which skipping zeros pays behind pooling.
const WORTH_SKIPPING: usize = 64;

impl Conv {
    /// `gradient` is that of what came out, in the same order. `images`: whether that of the images is wanted.
    #[must_use]
    pub fn backward(&self, saved: Saved<'_>, gradient: &[f32], images: bool) -> Gradients {
        let batch = saved.images.len() / self.image_len();
        let shared = Shared::new(self, saved, gradient, images);
        let len = self.image_len();
        let mut image_gradients = vec![0.0; if images { batch * len } else { 0 }];
        let mut left = image_gradients.chunks_mut((part::share(batch) * len).max(1));
        let tasks: Vec<_> = part::ranges(batch).map(|range| (range, left.next())).collect();
        let sums = part::each(2 * self.multiplications(batch), tasks, |(range, images)| {
            let shared = &shared;
            simd::dispatch(Part { shared, range, images })
        });

        // In the order of the parts, whoever made them.
        let mut sums = sums.into_iter();
        let mut total = sums.next().unwrap_or_else(|| shared.sums());
        for sum in sums {
            total.add(&sum);
        }
        Gradients {
            images: images.then_some(image_gradients),
            weight: shared.weight(&total.weight),
            bias: sum::narrow(&total.bias),
        }
    }
}

/// What all parts of a batch read.
pub(super) struct Shared<'a> {
    pub(super) conv: Conv,
    pub(super) saved: Saved<'a>,
    gradient: &'a [f32],
    /// Whether the gradient of the images is wanted.
    pub(super) images: bool,
    sparse: bool,
    /// Of filters, and of the numbers that a filter covers in a row of pixels.
    pub(super) width: Width,
    pub(super) back: Width,
    /// If the images' gradient is wanted: [`Conv::by_filter`] if sparse, else [`Conv::by_piece`].
    pub(super) filters: Vec<f32>,
    /// Numbers that a filter covers in a row of pixels, rounded up to whole registers.
    pub(super) pitch: usize,
    pub(super) starts: Vec<usize>,
}

impl<'a> Shared<'a> {
    fn new(conv: &Conv, saved: Saved<'a>, gradient: &'a [f32], images: bool) -> Self {
        let sparse = conv.pool && conv.kernel * conv.run() >= WORTH_SKIPPING;
        let pitch = conv.run().next_multiple_of(if sparse { simd::lanes() } else { 4 });
        let back = Width::of(conv.run());
        let filters = match (images, sparse) {
            (false, _) => Vec::new(),
            (true, true) => conv.by_filter(saved.weight, pitch),
            (true, false) => conv.by_piece(saved.weight, back.filters),
        };
        Self {
            conv: *conv,
            saved,
            gradient,
            images,
            sparse,
            width: Width::of(conv.channels_out),
            back,
            filters,
            pitch,
            starts: conv.starts(),
        }
    }

    /// The gradient from number `at` on, as many as `pixel` holds, with 0 where ReLU held the value back.
    #[inline(always)]
    pub(super) fn masked(&self, at: usize, pixel: &mut [f32]) {
        let gradient = &self.gradient[at..at + pixel.len()];
        if self.conv.relu {
            let values = &self.saved.values[at..at + pixel.len()];
            for ((masked, gradient), value) in pixel.iter_mut().zip(gradient).zip(values) {
                *masked = if *value <= 0.0 { 0.0 } else { *gradient };
            }
        } else {
            pixel.copy_from_slice(gradient);
        }
    }

    /// Number of the place that value `at`, of pixel `pixel` of its image, comes from.
    #[inline(always)]
    pub(super) fn place(&self, pixel: usize, at: usize) -> usize {
        if self.conv.pool {
            4 * pixel + usize::from(self.saved.winners[at])
        } else {
            pixel
        }
    }

    /// Numbers that may be read or written behind a canvas, and count for nothing.
    pub(super) fn slack(&self) -> usize {
        self.pitch + self.back.filters
    }

    fn sums(&self) -> Sums {
        let Self { conv, pitch, width, .. } = self;
        let filters = if self.sparse {
            conv.channels_out
        } else {
            width.padded(conv.channels_out)
        };
        Sums {
            weight: vec![0.0; filters * conv.kernel * pitch],
            bias: vec![0.0; conv.channels_out],
        }
    }

    /// The gradient of the weight in PyTorch's order.
    fn weight(&self, sums: &[f32]) -> Vec<f32> {
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
    fn add(&mut self, other: &Self) {
        let weights = self.weight.iter_mut().zip(&other.weight);
        weights.for_each(|(to, from)| *to += from);
        sum::join(&mut self.bias, &other.bias);
    }
}

/// Which of the two it is.
enum Way {
    Sparse(Sparse),
    Dense(Dense),
}

/// Some images of a batch, and the place for their gradients, if those are wanted.
struct Part<'a> {
    shared: &'a Shared<'a>,
    range: Range<usize>,
    images: Option<&'a mut [f32]>,
}

impl WithSimd for Part<'_> {
    type Output = Sums;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Sums {
        let Self { shared, range, images } = self;
        let conv = &shared.conv;
        let mut sums = shared.sums();
        let group = if shared.sparse {
            1
        } else {
            Dense::group(shared).min(range.len())
        };
        let mut canvases = conv.canvases(group, shared.slack());
        let mut way = if shared.sparse {
            Way::Sparse(Sparse::new(shared))
        } else {
            Way::Dense(Dense::new(shared, group))
        };
        let mut gradients = images.map(|images| images.chunks_mut(group * conv.image_len()));
        for first in range.clone().step_by(group) {
            let last = range.end.min(first + group);
            let at = |len: usize| first * len..last * len;
            let images = shared.saved.images[at(conv.image_len())].chunks_exact(conv.image_len());
            for (image, canvas) in images.zip(canvases.chunks_mut(conv.canvas_len())) {
                conv.place(image, canvas);
            }
            let gradient = gradients.as_mut().and_then(Iterator::next);
            let range = at(conv.output_len());
            match (&mut way, shared.width.registers) {
                (Way::Sparse(way), _) => way.image(simd, shared, &canvases, range, &mut sums, gradient),
                (Way::Dense(way), 1) => way.images::<S, 1>(simd, shared, &canvases, range, &mut sums, gradient),
                (Way::Dense(way), _) => way.images::<S, 2>(simd, shared, &canvases, range, &mut sums, gradient),
            }
        }
        sums
    }
}
