//! Preprocessing, defined once for training images, drawings and synthetic digits alike: how a byte becomes a gray
//! value, and how ink is brought into MNIST's frame. It decodes no file format and knows nothing of tensors.

mod resize;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use resize::{Axis, resize};

/// Brightness above which a pixel counts as ink when looking for the bounding box, out of 255. A tenth of full ink:
/// over the haze that scanning or lossy compression leaves on paper, under any edge pixel a pen really covered. The
/// bounding boxes of MNIST itself are the same for every threshold up to 32.
const INK: u8 = 25;

/// The longer side of the ink is this fraction of the field, MNIST's 20 pixels of 28: "size normalized to fit in a
/// 20x20 pixel box while preserving their aspect ratio" (LeCun, Cortes and Burges, the MNIST database; LeCun et al.
/// 1998).
const BOX: (f32, f32) = (20.0, 28.0);

/// Which preprocessing the images of a dataset went through, so that images which are classified later go through the
/// same; it is kept in checkpoints. Absent is what is not known. See [`super::labelled`].
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Preprocessing {
    /// Whether it was cropped to its ink and centred as MNIST's are, rather than kept whole.
    #[cfg_attr(feature = "typescript", tsify(type = "boolean | null"))]
    pub centered: Option<bool>,
    /// Whether it was inverted, dark to bright.
    #[cfg_attr(feature = "typescript", tsify(type = "boolean | null"))]
    pub inverted: Option<bool>,
}

impl Preprocessing {
    /// Of MNIST, and of what is drawn like it. Its ink is bright, which says nothing of the paper that it was on.
    pub const MNIST: Self = Self {
        centered: Some(true),
        inverted: None,
    };
}

/// A byte as a gray value: `pixel / 255`, in [0, 1], 0 = background, 1 = ink.
#[inline]
#[must_use]
pub fn to_unit(pixel: u8) -> f32 {
    f32::from(pixel) / 255.0
}

/// MNIST's own normalisation of a drawing of any size.
///
/// The drawing is cropped to its ink, scaled with its aspect ratio kept until the longer side fits the inner box (20 of
/// 28 pixels), and laid so that its centre of mass comes to the middle of the field. As in MNIST the shift is by whole
/// pixels, so the box's edges stay sharp, and the middle is pixel `size / 2` counted from 0; it is held back where ink
/// would fall off the field.
///
/// `pixels`: grayscale, 0 = background, 255 = ink, row-major `[height, width]`; the caller checks the length.
/// Returns the same kind of image, `[out_height, out_width]`; blank where the drawing has no ink.
///
/// ```
/// use kiln_core::data::preprocess::center;
///
/// // One dot in a corner becomes a square of 20 pixels in the middle.
/// let mut pixels = vec![0; 100 * 60];
/// pixels[0] = 255;
/// let image = center(&pixels, 100, 60, 28, 28);
/// assert_eq!(image.iter().filter(|&&pixel| pixel == 255).count(), 20 * 20);
/// assert_eq!(image[14 * 28 + 14], 255);
/// ```
#[must_use]
pub fn center(pixels: &[u8], width: usize, height: usize, out_height: usize, out_width: usize) -> Vec<u8> {
    let mut field = vec![0; out_height * out_width];
    let Some((rows, columns)) = bounding_box(pixels, width, height) else {
        return field;
    };
    if field.is_empty() {
        return field;
    }

    let fit = |out: usize, ink: usize| out as f32 * BOX.0 / BOX.1 / ink as f32;
    let zoom = fit(out_height, rows.len()).min(fit(out_width, columns.len()));
    let down = Axis::new(rows.len(), zoom, out_height);
    let across = Axis::new(columns.len(), zoom, out_width);

    let ink = resize(pixels, width, (rows.start, columns.start), &down, &across);
    let (y, x) = mass_center(&ink, across.len());
    let top = shift(out_height, down.len(), y);
    let left = shift(out_width, across.len(), x);
    lay(&ink, across.len(), &mut field, out_width, (top, left));
    field
}

/// A whole image of any size brought to another without cropping: its aspect ratio is kept, and background fills what
/// it leaves of the field, the same on both sides.
///
/// `pixels`: grayscale, 0 = background, 255 = ink, row-major `[height, width]`; the caller checks the length.
/// Returns the same kind of image, `[out_height, out_width]`.
#[must_use]
pub fn fit(pixels: &[u8], width: usize, height: usize, out_height: usize, out_width: usize) -> Vec<u8> {
    let mut field = vec![0; out_height * out_width];
    if field.is_empty() || pixels.is_empty() {
        return field;
    }
    let zoom = (out_height as f32 / height as f32).min(out_width as f32 / width as f32);
    let down = Axis::new(height, zoom, out_height);
    let across = Axis::new(width, zoom, out_width);
    let image = resize(pixels, width, (0, 0), &down, &across);
    let (top, left) = ((out_height - down.len()) / 2, (out_width - across.len()) / 2);
    lay(&image, across.len(), &mut field, out_width, (top, left));
    field
}

/// Writes an image [?, width] into a field [?, field_width], its first pixel at `(top, left)`.
fn lay(image: &[f32], width: usize, field: &mut [u8], field_width: usize, (top, left): (usize, usize)) {
    for (y, row) in image.chunks_exact(width).enumerate() {
        let start = (top + y) * field_width + left;
        for (pixel, value) in field[start..start + row.len()].iter_mut().zip(row) {
            *pixel = (value + 0.5) as u8; // the cast saturates
        }
    }
}

/// Rows and columns that hold ink; `None` for a blank or empty drawing.
fn bounding_box(pixels: &[u8], width: usize, height: usize) -> Option<(Range<usize>, Range<usize>)> {
    if width == 0 {
        return None;
    }
    let mut found: Option<(Range<usize>, Range<usize>)> = None;
    for (y, row) in pixels.chunks_exact(width).take(height).enumerate() {
        let Some(first) = row.iter().position(|&pixel| pixel > INK) else {
            continue;
        };
        let end = row.iter().rposition(|&pixel| pixel > INK).unwrap_or(first) + 1;
        let (rows, columns) = found.get_or_insert((y..y, first..end));
        rows.end = y + 1;
        *columns = columns.start.min(first)..columns.end.max(end);
    }
    found
}

/// Where to put a box of `len` pixels with its centre of mass at `center` in a field of `out` pixels.
fn shift(out: usize, len: usize, center: f32) -> usize {
    let offset = ((out / 2) as f32 - center).round().max(0.0) as usize; // NaN, which no ink gives, would become 0
    offset.min(out - len)
}

/// Mean row and column of an image [?, width] weighted by its values, in pixels counted from 0.
fn mass_center(values: &[f32], width: usize) -> (f32, f32) {
    let (mut mass, mut down, mut across) = (0.0, 0.0, 0.0);
    for (y, row) in values.chunks_exact(width).enumerate() {
        let line: f32 = row.iter().sum();
        mass += line;
        down += line * y as f32;
        across += row.iter().enumerate().map(|(x, value)| value * x as f32).sum::<f32>();
    }
    (down / mass, across / mass)
}

#[cfg(test)]
mod tests;
