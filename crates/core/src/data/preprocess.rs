//! Preprocessing, defined once for training images, drawings and synthetic digits alike: how a byte becomes a number,
//! and how ink is brought into MNIST's frame. It decodes no file format and knows nothing of tensors.

use std::ops::Range;

/// Brightness above which a pixel counts as ink when looking for the bounding box, out of 255. A tenth of full ink:
/// over the haze that scanning or lossy compression leaves on paper, under any edge pixel a pen really covered. The
/// bounding boxes of MNIST itself are the same for every threshold up to 32.
const INK: u8 = 25;

/// The longer side of the ink is this share of the field, MNIST's 20 pixels of 28: "size normalized to fit in a 20x20
/// pixel box while preserving their aspect ratio" (LeCun, Cortes and Burges, the MNIST database; LeCun et al. 1998).
const BOX: (f32, f32) = (20.0, 28.0);

/// What a network reads for a pixel: `pixel / 255`, in [0, 1], 0 = background, 1 = ink.
#[inline]
#[must_use]
pub fn scale(pixel: u8) -> f32 {
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
    for (y, row) in ink.chunks_exact(across.len()).enumerate() {
        let start = (top + y) * out_width + left;
        for (pixel, value) in field[start..start + row.len()].iter_mut().zip(row) {
            *pixel = (value + 0.5) as u8; // the cast saturates
        }
    }
    field
}

/// The crop of an image [?, width] that begins at `(top, left)`, resized: [down.len(), across.len()].
fn resize(pixels: &[u8], width: usize, (top, left): (usize, usize), down: &Axis, across: &Axis) -> Vec<f32> {
    // One axis at a time: first every row of the crop to the target's width, then those rows to its height.
    let mut narrow = vec![0.0; down.from * across.len()];
    let crop = pixels.chunks_exact(width).skip(top);
    for (row, target) in crop.zip(narrow.chunks_exact_mut(across.len())) {
        for (value, tap) in target.iter_mut().zip(&across.taps) {
            let sources = &row[left + tap.start..][..tap.weights.len()];
            *value = sources
                .iter()
                .zip(&tap.weights)
                .map(|(&pixel, weight)| weight * f32::from(pixel))
                .sum();
        }
    }
    let mut ink = vec![0.0; down.len() * across.len()];
    for (target, tap) in ink.chunks_exact_mut(across.len()).zip(&down.taps) {
        for (row, weight) in narrow.chunks_exact(across.len()).skip(tap.start).zip(&tap.weights) {
            for (value, source) in target.iter_mut().zip(row) {
                *value += weight * source;
            }
        }
    }
    ink
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

/// How each pixel of a resized line mixes the pixels of the line it comes from.
struct Axis {
    /// Length of the line it comes from, in pixels.
    from: usize,
    /// One for each pixel of the resized line.
    taps: Vec<Tap>,
}

/// One target pixel: weights of consecutive source pixels, the first of them `start`.
struct Tap {
    start: usize,
    weights: Vec<f32>,
}

impl Axis {
    /// Resizes `len` pixels by `zoom`, to at most `limit` pixels. A length that is no whole number is centred, its two
    /// end pixels partly covered, so the aspect ratio is kept exactly.
    fn new(len: usize, zoom: f32, limit: usize) -> Self {
        let exact = len as f32 * zoom;
        // A hair less before rounding up: 20.000002 must not take 21 pixels.
        let count = ((exact - 1e-3).ceil() as usize).clamp(1, limit);
        let margin = (count as f32 - exact) / 2.0;
        let taps = (0..count)
            .map(|i| {
                let start = (i as f32 - margin) / zoom;
                if zoom > 1.0 {
                    Tap::linear(start + 0.5 / zoom, len)
                } else {
                    Tap::area(start, start + 1.0 / zoom, len)
                }
            })
            .collect();
        Self { from: len, taps }
    }

    fn len(&self) -> usize {
        self.taps.len()
    }
}

impl Tap {
    /// The mean over [from, to] of a line that is 0 outside its `len` pixels: shrinking by it loses no thin line.
    fn area(from: f32, to: f32, len: usize) -> Self {
        let start = (from.max(0.0) as usize).min(len - 1);
        let end = (to.ceil() as usize).clamp(start + 1, len);
        let covered = |i: usize| ((i + 1) as f32).min(to) - (i as f32).max(from);
        let weights = (start..end).map(|i| covered(i).max(0.0) / (to - from)).collect();
        Self { start, weights }
    }

    /// The value at position `at` (pixel i spans [i, i + 1]) by linear interpolation, the end pixels continued outside.
    fn linear(at: f32, len: usize) -> Self {
        let at = (at - 0.5).clamp(0.0, (len - 1) as f32);
        let start = at as usize;
        let share = at - start as f32;
        Self {
            start,
            weights: if share > 0.0 {
                vec![1.0 - share, share]
            } else {
                vec![1.0]
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 28;

    /// A drawing [height, width] with full ink in each rectangle `(top, left, rows, columns)`.
    fn drawing(height: usize, width: usize, rectangles: &[(usize, usize, usize, usize)]) -> Vec<u8> {
        let mut pixels = vec![0; height * width];
        for &(top, left, rows, columns) in rectangles {
            for y in top..top + rows {
                pixels[y * width + left..][..columns].fill(255);
            }
        }
        pixels
    }

    /// An L: neither symmetric nor square.
    fn letter(height: usize, width: usize, top: usize, left: usize, unit: usize) -> Vec<u8> {
        let stem = (top, left, 10 * unit, 2 * unit);
        let foot = (top + 8 * unit, left, 2 * unit, 6 * unit);
        drawing(height, width, &[stem, foot])
    }

    fn mnist(pixels: &[u8], width: usize, height: usize) -> Vec<u8> {
        center(pixels, width, height, SIDE, SIDE)
    }

    fn ink_size(pixels: &[u8], width: usize) -> (usize, usize) {
        let (rows, columns) = bounding_box(pixels, width, pixels.len() / width).expect("ink");
        (rows.len(), columns.len())
    }

    fn center_of(pixels: &[u8], width: usize) -> (f32, f32) {
        mass_center(&pixels.iter().map(|&pixel| f32::from(pixel)).collect::<Vec<_>>(), width)
    }

    #[test]
    fn scale_covers_the_unit_interval() {
        assert_eq!((scale(0), scale(255)), (0.0, 1.0));
        assert!((scale(51) - 0.2).abs() < 1e-6);
    }

    #[test]
    fn no_ink_gives_a_blank_field() {
        assert_eq!(mnist(&[], 0, 0), vec![0; 784]);
        assert_eq!(mnist(&[0; 100], 10, 10), vec![0; 784]);
        assert_eq!(mnist(&[INK; 100], 10, 10), vec![0; 784], "haze is not ink");
        assert_eq!(center(&[255], 1, 1, 0, 0), Vec::<u8>::new());
        assert_eq!(center(&[255], 1, 1, 0, 5), Vec::<u8>::new());
    }

    #[test]
    fn centring_a_centred_digit_changes_nothing() {
        let once = mnist(&letter(56, 56, 3, 7, 4), 56, 56);
        assert_eq!(mnist(&once, SIDE, SIDE), once);
    }

    #[test]
    fn place_does_not_matter() {
        let here = mnist(&letter(100, 120, 0, 0, 5), 120, 100);
        let there = mnist(&letter(90, 90, 37, 41, 5), 90, 90);
        assert_eq!(here, there);
    }

    #[test]
    fn size_hardly_matters() {
        let small = mnist(&letter(100, 100, 5, 5, 4), 100, 100);
        let large = mnist(&letter(560, 560, 100, 30, 40), 560, 560);
        assert_eq!(ink_size(&large, SIDE), (20, 12));
        assert!(small.iter().zip(&large).all(|(a, b)| a.abs_diff(*b) <= 1));
    }

    #[test]
    fn the_centre_of_mass_is_the_middle_within_half_a_pixel() {
        for (top, left, unit) in [(0, 0, 1), (3, 20, 3), (30, 5, 7), (10, 10, 9)] {
            let (y, x) = center_of(&mnist(&letter(100, 100, top, left, unit), 100, 100), SIDE);
            assert!((y - 14.0).abs() <= 0.501 && (x - 14.0).abs() <= 0.501, "{y} {x}");
        }
    }

    #[test]
    fn a_thin_line_stays_in_its_column() {
        let line = mnist(&drawing(20, 20, &[(0, 3, 20, 1)]), 20, 20);
        assert_eq!(ink_size(&line, SIDE), (20, 1));
        assert_eq!(line[14 * SIDE + 14], 255);
        // Shrunk five times, its ink is thinned, not lost.
        let faint = mnist(&drawing(100, 100, &[(0, 70, 100, 1)]), 100, 100);
        assert_eq!(faint[14 * SIDE + 14], 51);
    }

    #[test]
    fn a_dot_fills_the_box() {
        let dot = mnist(&drawing(9, 9, &[(8, 0, 1, 1)]), 9, 9);
        assert_eq!(ink_size(&dot, SIDE), (20, 20));
    }

    #[test]
    fn lopsided_ink_stays_on_the_field() {
        // Nearly all mass at one end: centring it would push the thin arm out.
        let hammer = drawing(100, 100, &[(50, 0, 2, 100), (31, 80, 40, 20)]);
        let (rows, columns) = ink_size(&mnist(&hammer, 100, 100), SIDE);
        assert_eq!((rows, columns), (8, 20));
    }

    #[test]
    fn fields_need_not_be_square() {
        let tall = center(&letter(60, 60, 5, 5, 5), 60, 60, 42, 14);
        assert_eq!(tall.len(), 42 * 14);
        assert_eq!(ink_size(&tall, 14).1, 10, "the width is what limits");
        for (height, width) in [(1, 1), (1, 40), (40, 1), (3, 2)] {
            assert!(
                center(&letter(60, 60, 5, 5, 5), 60, 60, height, width)
                    .iter()
                    .any(|&pixel| pixel > 0)
            );
        }
    }
}
