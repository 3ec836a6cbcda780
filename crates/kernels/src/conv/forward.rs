//! The way forward: from padded images to values, without anything in between being written to memory.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use super::Conv;
use super::tile::{Filters, Width};
use crate::{part, simd};

/// What comes out of a convolution.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// `[batch, height, width, channels_out]`
    pub values: Vec<f32>,
    /// Which of its window's four pixels, in reading order, each value is; empty without pooling.
    pub winners: Vec<u8>,
}

impl Conv {
    /// `images` is `[batch, height, width, channels_in]`, `weight` PyTorch's, `bias` `[channels_out]`.
    #[must_use]
    pub fn forward(&self, images: &[f32], weight: &[f32], bias: &[f32]) -> Output {
        let batch = images.len() / self.image_len();
        let width = Width::of(self.channels_out);
        let mut bias = bias.to_vec();
        bias.resize(width.padded(self.channels_out), 0.0);
        let shared = Shared {
            conv: *self,
            width,
            packed: self.by_block(weight, width.filters),
            bias,
            starts: self.starts(),
        };

        let len = self.output_len();
        let mut values = vec![0.0; batch * len];
        let mut winners = vec![0; if self.pool { batch * len } else { 0 }];
        let share = (part::share(batch) * len).max(1);
        let mut winners_left = winners.chunks_mut(share);
        let tasks = part::ranges(batch).zip(values.chunks_mut(share));
        let tasks: Vec<_> = tasks
            .map(|(range, values)| (range, values, winners_left.next().unwrap_or_default()))
            .collect();
        part::each(
            self.multiplications(batch),
            tasks,
            |(range, values, winners): (Range<usize>, _, _)| {
                simd::dispatch(Part {
                    shared: &shared,
                    images: &images[range.start * self.image_len()..range.end * self.image_len()],
                    values,
                    winners,
                });
            },
        );
        Output { values, winners }
    }
}

/// What all parts of a batch read.
struct Shared {
    conv: Conv,
    width: Width,
    packed: Vec<f32>,
    bias: Vec<f32>,
    starts: Vec<usize>,
}

/// Some images of a batch.
struct Part<'a> {
    shared: &'a Shared,
    images: &'a [f32],
    values: &'a mut [f32],
    winners: &'a mut [u8],
}

impl WithSimd for Part<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match self.shared.width.registers {
            1 => self.images::<S, 1>(simd),
            _ => self.images::<S, 2>(simd),
        }
    }
}

impl Part<'_> {
    #[inline(always)]
    fn images<S: Simd, const V: usize>(self, simd: S) {
        let Shared {
            conv,
            width,
            packed,
            bias,
            starts,
        } = self.shared;
        let mut canvas = conv.canvases(1, 0);
        let len = conv.output_len();
        let mut winners = self.winners.chunks_exact_mut(len);
        for (image, values) in self
            .images
            .chunks_exact(conv.image_len())
            .zip(self.values.chunks_exact_mut(len))
        {
            conv.place(image, &mut canvas);
            let winners = winners.next().unwrap_or_default();
            let blocks = packed.chunks_exact(conv.kernel * conv.run() * width.filters);
            for (block, (weights, bias)) in blocks.zip(bias.chunks_exact(width.filters)).enumerate() {
                let filters = Filters::<S, V>::new(conv, weights, bias);
                let first = block * width.filters;
                if conv.pool {
                    filters.pooled(simd, &canvas, starts, first, (&mut *values, &mut *winners));
                } else {
                    filters.plain(simd, &canvas, starts, first, values);
                }
            }
        }
    }
}
