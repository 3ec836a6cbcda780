//! The backward pass as sums over the numbers of a gradient that are not zero: behind pooling, at most a quarter is.

use std::ops::Range;

use pulp::Simd;

use super::shared::{Shared, Sums};
use crate::conv::Conv;
use crate::simd::{Term, add_to, weighted_sum};
use crate::sum::BLOCK;

/// The numbers of an image's gradient that are not zero, by filter and by position.
pub(super) struct Sparse {
    by_filter: Lists,
    by_position: Lists,
    /// The gradient of one pixel, with 0 where ReLU made the value 0.
    pixel: Vec<f32>,
    /// Gradient of an image, padded; empty where that is not wanted.
    padded: Vec<f32>,
}

impl Sparse {
    pub(super) fn new(shared: &Shared<'_>) -> Self {
        let conv = &shared.conv;
        let (height, width) = conv.output();
        let numbers = height * width;
        let positions = if shared.images { shared.offsets.len() } else { 0 };
        Self {
            by_filter: Lists::new(conv.channels_out, numbers),
            by_position: Lists::new(positions, conv.channels_out),
            pixel: vec![0.0; conv.channels_out],
            padded: if shared.images {
                conv.padded_images(1, shared.slack())
            } else {
                Vec::new()
            },
        }
    }

    /// Adds what the image in `padded` contributes to the gradients of the parameters to `sums`, and writes the gradient of the
    /// image itself to `image`.
    #[inline(always)]
    pub(super) fn image<S: Simd>(
        &mut self,
        simd: S,
        shared: &Shared<'_>,
        padded: &[f32],
        range: Range<usize>,
        sums: &mut Sums,
        image: Option<&mut [f32]>,
    ) {
        let Shared {
            conv, pitch, offsets, ..
        } = shared;
        self.find(shared, range, image.is_some());
        for (k, terms) in self.by_filter.iter() {
            sums.bias[k] += terms.iter().map(|term| f64::from(term.factor)).sum::<f64>();
            for terms in terms.chunks(BLOCK) {
                let to = Target {
                    numbers: &mut sums.weight,
                    at: k * conv.kernel * pitch,
                    pitch: *pitch,
                };
                patch(simd, conv, *pitch, terms, (padded, conv.row()), to);
            }
        }
        let Some(image) = image else { return };
        self.padded.fill(0.0);
        for (position, terms) in self.by_position.iter() {
            let to = Target {
                numbers: &mut self.padded,
                at: offsets[position],
                pitch: conv.row(),
            };
            patch(simd, conv, *pitch, terms, (&shared.filters, *pitch), to);
        }
        conv.unpad(&self.padded, image);
    }

    /// Lists the numbers in `range` of the gradient, by position only if that is wanted.
    #[inline(always)]
    fn find(&mut self, shared: &Shared<'_>, range: Range<usize>, positions: bool) {
        let Shared {
            conv, pitch, offsets, ..
        } = shared;
        self.by_filter.clear();
        self.by_position.clear();
        for pixel in 0..range.len() / conv.channels_out {
            let at = range.start + pixel * conv.channels_out;
            shared.masked(at, &mut self.pixel);
            for (k, &factor) in self.pixel.iter().enumerate() {
                let position = shared.position(pixel, at + k);
                // A list grows by nothing where the number is 0: a branch would be guessed wrong half of the time.
                let counts = usize::from(factor != 0.0);
                self.by_filter.push(
                    k,
                    Term {
                        base: offsets[position] as u32,
                        factor,
                    },
                    counts,
                );
                if positions {
                    let base = (k * conv.kernel * pitch) as u32;
                    self.by_position.push(position, Term { base, factor }, counts);
                }
            }
        }
    }
}

/// Lists of at most so many terms each, in one piece of memory.
struct Lists {
    terms: Vec<Term>,
    lens: Vec<usize>,
    /// Room in each: one more than may count, since what does not count is written too.
    room: usize,
}

impl Lists {
    fn new(lists: usize, most: usize) -> Self {
        let room = most + 1;
        Self {
            terms: vec![Term::default(); lists * room],
            lens: vec![0; lists],
            room,
        }
    }

    fn clear(&mut self) {
        self.lens.fill(0);
    }

    #[inline(always)]
    fn push(&mut self, list: usize, term: Term, counts: usize) {
        let len = &mut self.lens[list];
        self.terms[list * self.room + *len] = term;
        *len += counts;
    }

    /// Those that are not empty, with their numbers.
    fn iter(&self) -> impl Iterator<Item = (usize, &[Term])> {
        let lists = self.terms.chunks_exact(self.room).zip(&self.lens).enumerate();
        lists
            .filter(|(_, (_, len))| **len > 0)
            .map(|(list, (terms, len))| (list, &terms[..*len]))
    }
}

/// Where sums are added: rows of numbers, `pitch` apart.
struct Target<'a> {
    numbers: &'a mut [f32],
    at: usize,
    pitch: usize,
}

/// Adds to `to` the sum of all terms' patches, `kernel` rows of `len` numbers.
#[inline(always)]
fn patch<S: Simd>(simd: S, conv: &Conv, len: usize, terms: &[Term], (table, pitch): (&[f32], usize), to: Target<'_>) {
    macro_rules! add {
        ($registers:literal, $row:expr, $done:expr) => {{
            let shift = $done * S::F32_LANES;
            let sums = weighted_sum::<S, $registers>(simd, terms, table, $row * pitch + shift);
            add_to::<S, $registers>(simd, to.numbers, to.at + $row * to.pitch + shift, sums);
            $registers
        }};
    }
    for row in 0..conv.kernel {
        let (mut done, all) = (0, len / S::F32_LANES);
        while done < all {
            // As many sums at once as hide the time that an addition takes, and as there are registers for.
            done += match all - done {
                8.. => add!(8, row, done),
                4.. => add!(4, row, done),
                _ => add!(1, row, done),
            };
        }
    }
}
