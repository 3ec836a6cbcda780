//! The forward pass of a convolution: from padded images to values, with nothing in between written to memory.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use super::tile::{Filters, Width};
use super::{Conv, Output};
use crate::{part, simd};

impl Conv {
    /// `images` and the values are `[batch, height, width, channels]`, `weight` is PyTorch's, `bias` `[channels_out]`.
    #[must_use]
    pub fn forward(&self, images: &[f32], weight: &[f32], bias: &[f32]) -> Output<Vec<f32>, Vec<u8>> {
        let batch = images.len() / self.image_len();
        let width = Width::of(self.channels_out);
        let mut bias = bias.to_vec();
        bias.resize(width.round_up(self.channels_out), 0.0);
        let shared = Shared {
            conv: *self,
            width,
            packed: self.by_block(weight, width.filters),
            bias,
            offsets: self.offsets(),
        };

        let len = self.output_len();
        let mut values = vec![0.0; batch * len];
        let mut indices = vec![0; if self.options.pool { batch * len } else { 0 }];
        let part_len = (part::len(batch) * len).max(1);
        let mut indices_left = indices.chunks_mut(part_len);
        let tasks = part::ranges(batch).zip(values.chunks_mut(part_len));
        let tasks: Vec<_> = tasks
            .map(|(range, values)| (range, values, indices_left.next().unwrap_or_default()))
            .collect();
        part::each(
            self.multiplications(batch),
            tasks,
            |(range, values, indices): (Range<usize>, _, _)| {
                simd::dispatch(Part {
                    shared: &shared,
                    images: &images[range.start * self.image_len()..range.end * self.image_len()],
                    values,
                    indices,
                });
            },
        );
        Output { values, indices }
    }
}

/// What all parts of a batch read.
struct Shared {
    conv: Conv,
    width: Width,
    packed: Vec<f32>,
    bias: Vec<f32>,
    offsets: Vec<usize>,
}

/// Some images of a batch.
struct Part<'a> {
    shared: &'a Shared,
    images: &'a [f32],
    values: &'a mut [f32],
    indices: &'a mut [u8],
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
            offsets,
        } = self.shared;
        let mut padded = conv.padded_images(1, 0);
        let len = conv.output_len();
        let mut indices = self.indices.chunks_exact_mut(len);
        for (image, values) in self
            .images
            .chunks_exact(conv.image_len())
            .zip(self.values.chunks_exact_mut(len))
        {
            conv.pad_into(image, &mut padded);
            let indices = indices.next().unwrap_or_default();
            let blocks = packed.chunks_exact(conv.kernel * conv.run() * width.filters);
            for (block, (weights, bias)) in blocks.zip(bias.chunks_exact(width.filters)).enumerate() {
                let filters = Filters::<S, V>::new(conv, weights, bias);
                let first = block * width.filters;
                if conv.options.pool {
                    filters.pooled(simd, &padded, offsets, first, (&mut *values, &mut *indices));
                } else {
                    filters.plain(simd, &padded, offsets, first, values);
                }
            }
        }
    }
}
