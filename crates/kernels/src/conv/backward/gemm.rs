//! The backward pass as matrix products (GEMM), four rows of them at a time in registers: for gradients that are mostly not
//! zero, and for patches so small that looking for zeros costs more than multiplying them.

use std::ops::Range;

use pulp::Simd;

use super::shared::{Shared, Sums};
use crate::simd::{add, add_to};
use crate::sum::{self, Columns};

/// Bytes that a few images and their gradients may take, to stay in the cache.
const IN_CACHE: usize = 32 * 1024;

/// The gradient at every position of a few images.
pub(super) struct Gemm {
    /// `[positions, filters]`, filters rounded up to whole registers.
    gradient: Vec<f32>,
    /// Where those positions are, in padded images that lie one behind the other.
    offsets: Vec<usize>,
    /// Gradients of images, padded like that; empty where those are not wanted.
    padded: Vec<f32>,
    /// The gradient of one pixel, with 0 where ReLU made the value 0.
    pixel: Vec<f32>,
}

impl Gemm {
    /// Images that are computed together.
    pub(super) fn group(shared: &Shared<'_>) -> usize {
        let numbers = shared.conv.padded_len() + shared.offsets.len() * shared.conv.channels_out;
        (IN_CACHE / (4 * numbers)).max(1)
    }

    pub(super) fn new(shared: &Shared<'_>, group: usize) -> Self {
        let Shared { conv, offsets, .. } = shared;
        let padded = conv.padded_len();
        Self {
            gradient: vec![0.0; group * offsets.len() * shared.width.round_up(conv.channels_out)],
            offsets: (0..group)
                .flat_map(|image| offsets.iter().map(move |offset| offset + image * padded))
                .collect(),
            padded: if shared.images {
                conv.padded_images(group, shared.slack())
            } else {
                Vec::new()
            },
            pixel: vec![0.0; conv.channels_out],
        }
    }

    /// Adds what the images in `padded` contribute to the gradients of the parameters to `sums`, and writes the gradients of
    /// the images themselves to `images`.
    #[inline(always)]
    pub(super) fn images<S: Simd, const V: usize>(
        &mut self,
        simd: S,
        shared: &Shared<'_>,
        padded: &[f32],
        range: Range<usize>,
        sums: &mut Sums,
        images: Option<&mut [f32]>,
    ) {
        let Shared { conv, offsets, .. } = shared;
        let positions = range.len() / conv.output_len() * offsets.len();
        self.spread(shared, range, &mut sums.bias);
        self.weight_gradient::<S, V>(simd, shared, padded, positions, &mut sums.weight);
        let Some(images) = images else { return };
        self.padded.fill(0.0);
        match shared.run_width.registers {
            1 => self.image_gradient::<S, 1>(simd, shared, positions),
            _ => self.image_gradient::<S, 2>(simd, shared, positions),
        }
        for (image, padded) in images
            .chunks_exact_mut(conv.image_len())
            .zip(self.padded.chunks(conv.padded_len()))
        {
            conv.unpad(padded, image);
        }
    }

    /// Puts every number in `range` of the gradient at its position, and sums them by filter.
    #[inline(always)]
    fn spread(&mut self, shared: &Shared<'_>, range: Range<usize>, total: &mut [f64]) {
        let conv = &shared.conv;
        let channels = conv.channels_out;
        let rounded = shared.width.round_up(channels);
        if conv.options.pool {
            self.gradient.fill(0.0);
        }
        let mut bias = Columns::new(channels);
        for pixel in 0..range.len() / channels {
            let at = range.start + pixel * channels;
            if conv.options.pool {
                shared.masked(at, &mut self.pixel);
                for (k, number) in self.pixel.iter().enumerate() {
                    self.gradient[shared.position(pixel, at + k) * rounded + k] = *number;
                }
                bias.add_row(&self.pixel);
            } else {
                let to = &mut self.gradient[pixel * rounded..][..channels];
                shared.masked(at, to);
                bias.add_row(to);
            }
        }
        sum::join(total, &bias.total());
    }

    /// `weight[ky][i][k] += sum over positions of image[ky][i] * gradient[k]`, four `i` and `V` registers of `k` at a time.
    #[inline(always)]
    fn weight_gradient<S: Simd, const V: usize>(
        &self,
        simd: S,
        shared: &Shared<'_>,
        padded: &[f32],
        positions: usize,
        weight: &mut [f32],
    ) {
        let Shared { conv, width, pitch, .. } = shared;
        let rounded = width.round_up(conv.channels_out);
        for (ky, weight) in weight.chunks_exact_mut(pitch * rounded).enumerate() {
            for (four, weight) in weight.chunks_exact_mut(4 * rounded).enumerate() {
                let image = &padded[ky * conv.row() + 4 * four..];
                for block in (0..rounded).step_by(width.filters) {
                    let gradients = self.gradient.chunks(sum::BLOCK * rounded);
                    for (offsets, gradients) in self.offsets[..positions].chunks(sum::BLOCK).zip(gradients) {
                        let mut sums = [[simd.splat_f32s(0.0); V]; 4];
                        for (offset, gradient) in offsets.iter().zip(gradients.chunks_exact(rounded)) {
                            let gradient = S::as_simd_f32s(&gradient[block..block + width.filters]).0;
                            let four: [f32; 4] = image[*offset..*offset + 4].try_into().expect("four numbers");
                            add(simd, &mut sums, four, &gradient.as_chunks::<V>().0[0]);
                        }
                        for (weight, sums) in weight.chunks_exact_mut(rounded).zip(sums) {
                            add_to(simd, weight, block, sums);
                        }
                    }
                }
            }
        }
    }

    /// `image[ky][i] += sum over k of weight[ky][i][k] * gradient[k]`, at four positions and for `V` registers of `i` at a
    /// time.
    #[inline(always)]
    fn image_gradient<S: Simd, const V: usize>(&mut self, simd: S, shared: &Shared<'_>, positions: usize) {
        let Shared { conv, run_width, .. } = shared;
        let (channels, rounded) = (conv.channels_out, shared.width.round_up(conv.channels_out));
        let runs = conv.run().div_ceil(run_width.filters);
        let chunks = shared.filters.chunks_exact(channels * run_width.filters).enumerate();
        for (chunk, filters) in chunks {
            let shift = chunk / runs * conv.row() + chunk % runs * run_width.filters;
            let filters = S::as_simd_f32s(filters).0.as_chunks::<V>().0;
            let gradients = self.gradient.chunks(4 * rounded);
            for (offsets, gradient) in self.offsets[..positions].chunks(4).zip(gradients) {
                // The last few are made up to four by repeating one; what is computed twice is added once.
                let rows = [0, 1, 2, 3].map(|i| &gradient[i.min(offsets.len() - 1) * rounded..][..channels]);
                let mut sums = [[simd.splat_f32s(0.0); V]; 4];
                let [a, b, c, d] = rows;
                for ((((filter, a), b), c), d) in filters.iter().zip(a).zip(b).zip(c).zip(d) {
                    add(simd, &mut sums, [*a, *b, *c, *d], filter);
                }
                for (offset, sums) in offsets.iter().zip(sums) {
                    add_to(simd, &mut self.padded, offset + shift, sums);
                }
            }
        }
    }
}
