//! The way back where a gradient is mostly not zero, or patches are so small that looking for zeros costs more than
//! multiplying them: products of matrices, four rows of them at a time in registers.

use std::ops::Range;

use pulp::Simd;

use super::backward::{Shared, Sums};
use crate::simd::{add, add_to};
use crate::sum::{self, Columns};

/// Bytes that a few images and their gradients may take, to stay close to the processor.
const NEAR: usize = 32 * 1024;

/// The gradient at every place of a few images.
pub(super) struct Dense {
    /// `[places, filters]`, filters rounded up to whole registers.
    gradient: Vec<f32>,
    /// Where those places are, on canvases that lie one behind the other.
    starts: Vec<usize>,
    /// Gradients of images, on such canvases; empty where those are not wanted.
    canvases: Vec<f32>,
    pixel: Vec<f32>,
}

impl Dense {
    /// Images that are worth being taken together.
    pub(super) fn group(shared: &Shared<'_>) -> usize {
        let numbers = shared.conv.canvas_len() + shared.starts.len() * shared.conv.channels_out;
        (NEAR / (4 * numbers)).max(1)
    }

    pub(super) fn new(shared: &Shared<'_>, group: usize) -> Self {
        let Shared { conv, starts, .. } = shared;
        let canvas = conv.canvas_len();
        Self {
            gradient: vec![0.0; group * starts.len() * shared.width.padded(conv.channels_out)],
            starts: (0..group)
                .flat_map(|image| starts.iter().map(move |start| start + image * canvas))
                .collect(),
            canvases: if shared.images {
                conv.canvases(group, shared.slack())
            } else {
                Vec::new()
            },
            pixel: vec![0.0; conv.channels_out],
        }
    }

    /// Adds what the images on `canvases` say of the parameters to `sums`, and writes their own gradients to `images`.
    #[inline(always)]
    pub(super) fn images<S: Simd, const V: usize>(
        &mut self,
        simd: S,
        shared: &Shared<'_>,
        canvases: &[f32],
        range: Range<usize>,
        sums: &mut Sums,
        images: Option<&mut [f32]>,
    ) {
        let Shared { conv, starts, .. } = shared;
        let places = range.len() / conv.output_len() * starts.len();
        self.spread(shared, range, &mut sums.bias);
        self.weight::<S, V>(simd, shared, canvases, places, &mut sums.weight);
        let Some(images) = images else { return };
        self.canvases.fill(0.0);
        match shared.back.registers {
            1 => self.back::<S, 1>(simd, shared, places),
            _ => self.back::<S, 2>(simd, shared, places),
        }
        for (image, canvas) in images
            .chunks_exact_mut(conv.image_len())
            .zip(self.canvases.chunks(conv.canvas_len()))
        {
            conv.take(canvas, image);
        }
    }

    /// Puts every number in `range` of the gradient at its place, and sums them by filter.
    #[inline(always)]
    fn spread(&mut self, shared: &Shared<'_>, range: Range<usize>, total: &mut [f64]) {
        let conv = &shared.conv;
        let channels = conv.channels_out;
        let padded = shared.width.padded(channels);
        if conv.pool {
            self.gradient.fill(0.0);
        }
        let mut bias = Columns::new(channels);
        for pixel in 0..range.len() / channels {
            let at = range.start + pixel * channels;
            if conv.pool {
                shared.masked(at, &mut self.pixel);
                for (k, number) in self.pixel.iter().enumerate() {
                    self.gradient[shared.place(pixel, at + k) * padded + k] = *number;
                }
                bias.add_row(&self.pixel);
            } else {
                let to = &mut self.gradient[pixel * padded..][..channels];
                shared.masked(at, to);
                bias.add_row(to);
            }
        }
        sum::join(total, &bias.total());
    }

    /// `weight[ky][i][k] += sum over places of image[ky][i] * gradient[k]`, four `i` and `V` registers of `k` at a time.
    #[inline(always)]
    fn weight<S: Simd, const V: usize>(
        &self,
        simd: S,
        shared: &Shared<'_>,
        canvases: &[f32],
        places: usize,
        weight: &mut [f32],
    ) {
        let Shared { conv, width, pitch, .. } = shared;
        let padded = width.padded(conv.channels_out);
        for (ky, weight) in weight.chunks_exact_mut(pitch * padded).enumerate() {
            for (four, weight) in weight.chunks_exact_mut(4 * padded).enumerate() {
                let image = &canvases[ky * conv.row() + 4 * four..];
                for block in (0..padded).step_by(width.filters) {
                    let gradients = self.gradient.chunks(sum::BLOCK * padded);
                    for (starts, gradients) in self.starts[..places].chunks(sum::BLOCK).zip(gradients) {
                        let mut sums = [[simd.splat_f32s(0.0); V]; 4];
                        for (start, gradient) in starts.iter().zip(gradients.chunks_exact(padded)) {
                            let gradient = S::as_simd_f32s(&gradient[block..block + width.filters]).0;
                            let four: [f32; 4] = image[*start..*start + 4].try_into().expect("four numbers");
                            add(simd, &mut sums, four, &gradient.as_chunks::<V>().0[0]);
                        }
                        for (weight, sums) in weight.chunks_exact_mut(padded).zip(sums) {
                            add_to(simd, weight, block, sums);
                        }
                    }
                }
            }
        }
    }

    /// `image[ky][i] += sum over k of weight[ky][i][k] * gradient[k]`, at four places and for `V` registers of `i` at a
    /// time.
    #[inline(always)]
    fn back<S: Simd, const V: usize>(&mut self, simd: S, shared: &Shared<'_>, places: usize) {
        let Shared { conv, back, .. } = shared;
        let (channels, padded) = (conv.channels_out, shared.width.padded(conv.channels_out));
        let runs = conv.run().div_ceil(back.filters);
        let chunks = shared.filters.chunks_exact(channels * back.filters).enumerate();
        for (chunk, filters) in chunks {
            let shift = chunk / runs * conv.row() + chunk % runs * back.filters;
            let filters = S::as_simd_f32s(filters).0.as_chunks::<V>().0;
            let gradients = self.gradient.chunks(4 * padded);
            for (starts, gradient) in self.starts[..places].chunks(4).zip(gradients) {
                // The last few are made up to four by repeating one; what is computed twice is added once.
                let rows = [0, 1, 2, 3].map(|i| &gradient[i.min(starts.len() - 1) * padded..][..channels]);
                let mut sums = [[simd.splat_f32s(0.0); V]; 4];
                let [a, b, c, d] = rows;
                for ((((filter, a), b), c), d) in filters.iter().zip(a).zip(b).zip(c).zip(d) {
                    add(simd, &mut sums, [*a, *b, *c, *d], filter);
                }
                for (start, sums) in starts.iter().zip(sums) {
                    add_to(simd, &mut self.canvases, start + shift, sums);
                }
            }
        }
    }
}
