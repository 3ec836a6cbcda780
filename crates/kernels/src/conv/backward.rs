//! The backward pass of a convolution: by matrix products (`gemm`), or by sums over what is not zero (`sparse`), whichever
//! is quicker for its sizes.

mod gemm;
mod shared;
mod sparse;

use std::ops::Range;

use pulp::{Simd, WithSimd};

use self::gemm::Gemm;
use self::shared::{Shared, Sums};
use self::sparse::Sparse;
use super::{Conv, Gradients, Saved};
use crate::{part, simd, sum};

impl Conv {
    /// Of `saved`, images and values are `[batch, height, width, channels]`, and so are `gradient`, that of the values, and the
    /// gradient of the images. `images`: whether that is wanted.
    #[must_use]
    pub fn backward(&self, saved: Saved<&[f32], &[u8]>, gradient: &[f32], images: bool) -> Gradients<Vec<f32>> {
        let batch = saved.images.len() / self.image_len();
        let shared = Shared::new(self, saved, gradient, images);
        let len = self.image_len();
        let mut image_gradients = vec![0.0; if images { batch * len } else { 0 }];
        let mut left = image_gradients.chunks_mut((part::len(batch) * len).max(1));
        let tasks: Vec<_> = part::ranges(batch).map(|range| (range, left.next())).collect();
        let sums = part::each(2 * self.multiplications(batch), tasks, |(range, images)| {
            let shared = &shared;
            simd::dispatch(Part { shared, range, images })
        });

        // In the order of the parts, whichever thread was first.
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

/// Which of the two it is, with its working memory.
enum Method {
    Sparse(Sparse),
    Gemm(Gemm),
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
            Gemm::group(shared).min(range.len())
        };
        let mut padded = conv.padded_images(group, shared.slack());
        let mut method = if shared.sparse {
            Method::Sparse(Sparse::new(shared))
        } else {
            Method::Gemm(Gemm::new(shared, group))
        };
        let mut gradients = images.map(|images| images.chunks_mut(group * conv.image_len()));
        for first in range.clone().step_by(group) {
            let last = range.end.min(first + group);
            let at = |len: usize| first * len..last * len;
            let images = shared.saved.images[at(conv.image_len())].chunks_exact(conv.image_len());
            for (image, padded) in images.zip(padded.chunks_mut(conv.padded_len())) {
                conv.pad_into(image, padded);
            }
            let gradient = gradients.as_mut().and_then(Iterator::next);
            let range = at(conv.output_len());
            match (&mut method, shared.width.registers) {
                (Method::Sparse(method), _) => method.image(simd, shared, &padded, range, &mut sums, gradient),
                (Method::Gemm(method), 1) => method.images::<S, 1>(simd, shared, &padded, range, &mut sums, gradient),
                (Method::Gemm(method), _) => method.images::<S, 2>(simd, shared, &padded, range, &mut sums, gradient),
            }
        }
        sums
    }
}
