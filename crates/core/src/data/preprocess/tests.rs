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
fn to_unit_covers_the_unit_interval() {
    assert_eq!((to_unit(0), to_unit(255)), (0.0, 1.0));
    assert!((to_unit(51) - 0.2).abs() < 1e-6);
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
fn centering_is_translation_invariant() {
    let here = mnist(&letter(100, 120, 0, 0, 5), 120, 100);
    let there = mnist(&letter(90, 90, 37, 41, 5), 90, 90);
    assert_eq!(here, there);
}

#[test]
fn centering_is_scale_invariant() {
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
fn centering_keeps_thin_lines() {
    let line = mnist(&drawing(20, 20, &[(0, 3, 20, 1)]), 20, 20);
    assert_eq!(ink_size(&line, SIDE), (20, 1));
    assert_eq!(line[14 * SIDE + 14], 255);
    // Shrunk five times, its ink is thinned, not lost.
    let faint = mnist(&drawing(100, 100, &[(0, 70, 100, 1)]), 100, 100);
    assert_eq!(faint[14 * SIDE + 14], 51);
}

#[test]
fn centering_scales_a_dot_to_the_box() {
    let dot = mnist(&drawing(9, 9, &[(8, 0, 1, 1)]), 9, 9);
    assert_eq!(ink_size(&dot, SIDE), (20, 20));
}

#[test]
fn centering_keeps_lopsided_ink_inside() {
    // Nearly all mass at one end: centring it would push the thin arm out.
    let hammer = drawing(100, 100, &[(50, 0, 2, 100), (31, 80, 40, 20)]);
    let (rows, columns) = ink_size(&mnist(&hammer, 100, 100), SIDE);
    assert_eq!((rows, columns), (8, 20));
}

#[test]
fn centering_supports_non_square_fields() {
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

#[test]
fn a_whole_image_keeps_its_aspect_ratio_between_equal_margins() {
    let wide = fit(&[200; 40 * 20], 40, 20, SIDE, SIDE);
    let rows: Vec<u8> = wide.chunks_exact(SIDE).map(|row| row[0]).collect();
    assert_eq!(rows[..7], [0; 7]);
    assert_eq!(rows[7..21], [200; 14]);
    assert_eq!(rows[21..], [0; 7]);
    assert!(
        wide.chunks_exact(SIDE)
            .all(|row| row.iter().all(|pixel| *pixel == row[0]))
    );
}

#[test]
fn an_image_that_fits_already_is_left_as_it_is() {
    let image: Vec<u8> = (0..SIDE * SIDE).map(|i| (i * 7919 % 256) as u8).collect();
    assert_eq!(fit(&image, SIDE, SIDE, SIDE, SIDE), image);
    assert_eq!(fit(&[], 0, 0, 2, 2), [0; 4]);
}

#[test]
fn enlarging_keeps_the_center() {
    // A dark and a bright half: what lies as far from the middle on either side adds up to white.
    let halves = fit(&[0, 255, 0, 255], 2, 2, 8, 8);
    for row in halves.chunks_exact(8) {
        for (left, right) in row.iter().zip(row.iter().rev()) {
            assert!((i16::from(*left) + i16::from(*right) - 255).abs() <= 1, "{row:?}");
        }
        assert!(row.is_sorted() && row[0] == 0 && row[7] == 255, "{row:?}");
    }
}

#[test]
fn centered_ink_never_exceeds_its_box() {
    for side in 1..300 {
        let found = mnist(&vec![255; side * side], side, side);
        assert_eq!(ink_size(&found, SIDE), (20, 20), "{side}");
    }
}
