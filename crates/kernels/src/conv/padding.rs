//! Padded images: an image with its border of zeros, and with room behind it, so that whole registers can be read anywhere.

use std::ops::Range;

use super::Conv;

impl Conv {
    /// Numbers in a row of a padded image.
    pub(super) fn row(&self) -> usize {
        (self.width + 2 * self.options.pad) * self.channels_in
    }

    /// Numbers in a padded image.
    pub(super) fn padded_len(&self) -> usize {
        (self.height + 2 * self.options.pad) * self.row()
    }

    /// So many padded images of zeros, with `slack` numbers behind them.
    pub(super) fn padded_images(&self, images: usize, slack: usize) -> Vec<f32> {
        vec![0.0; images * self.padded_len() + slack]
    }

    /// Where the rows of an image are in its padded image.
    fn rows(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let (row, len) = (self.row(), self.width * self.channels_in);
        let first = self.options.pad * (row + self.channels_in);
        (0..self.height).map(move |y| first + y * row..first + y * row + len)
    }

    /// Copies `image` into `padded`, whose border stays as it is.
    pub(super) fn pad_into(&self, image: &[f32], padded: &mut [f32]) {
        for (at, row) in self.rows().zip(image.chunks_exact(self.width * self.channels_in)) {
            padded[at].copy_from_slice(row);
        }
    }

    /// Copies the image in `padded`, without the border, to `image`.
    pub(super) fn unpad(&self, padded: &[f32], image: &mut [f32]) {
        for (at, row) in self.rows().zip(image.chunks_exact_mut(self.width * self.channels_in)) {
            row.copy_from_slice(&padded[at]);
        }
    }
}
