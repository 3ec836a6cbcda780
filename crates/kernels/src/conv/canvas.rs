//! One image with its border of zeros, and with room behind it, so that whole registers can be read anywhere.

use super::Conv;

impl Conv {
    /// Numbers in a row of a padded image.
    pub(super) fn row(&self) -> usize {
        (self.width + 2 * self.pad) * self.channels_in
    }

    /// Numbers in a padded image.
    pub(super) fn canvas_len(&self) -> usize {
        (self.height + 2 * self.pad) * self.row()
    }

    /// So many padded images of zeros, with `slack` numbers behind them.
    pub(super) fn canvases(&self, images: usize, slack: usize) -> Vec<f32> {
        vec![0.0; images * self.canvas_len() + slack]
    }

    /// Where the rows of an image stand on its canvas.
    fn rows(&self) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
        let (row, len) = (self.row(), self.width * self.channels_in);
        let first = self.pad * (row + self.channels_in);
        (0..self.height).map(move |y| first + y * row..first + y * row + len)
    }

    /// Puts `image` onto `canvas`, whose border stays.
    pub(super) fn place(&self, image: &[f32], canvas: &mut [f32]) {
        for (at, row) in self.rows().zip(image.chunks_exact(self.width * self.channels_in)) {
            canvas[at].copy_from_slice(row);
        }
    }

    /// Takes an image from `canvas`, without the border.
    pub(super) fn take(&self, canvas: &[f32], image: &mut [f32]) {
        for (at, row) in self.rows().zip(image.chunks_exact_mut(self.width * self.channels_in)) {
            row.copy_from_slice(&canvas[at]);
        }
    }
}
