//! Histograms of edges against what they are by hand.

use super::*;

const WIDTH: usize = 28;

fn image(pixel: impl Fn(usize, usize) -> u8) -> Vec<u8> {
    (0..WIDTH * WIDTH).map(|i| pixel(i % WIDTH, i / WIDTH)).collect()
}

fn edges(pixel: impl Fn(usize, usize) -> u8) -> [f32; LENGTH] {
    histogram(&image(pixel), WIDTH, WIDTH)
}

#[test]
fn histogram_interpolates_between_cells() {
    // Columns 13 and 14 have the gradient. They lie 0.125 of a cell beside the middle of the fourth cell.
    let found = edges(|x, _| if x < WIDTH / 2 { 0 } else { 255 });
    let columns = [0.0, 0.0, 0.125, 1.75, 0.125, 0.0, 0.0];
    // Each row of cells has four rows of pixels of it.
    let length = (7.0 * columns.iter().map(|fraction| fraction * fraction).sum::<f32>()).sqrt();
    for (i, value) in found.iter().enumerate() {
        let (cell, direction) = (i / DIRECTIONS, i % DIRECTIONS);
        let expected = if direction == 0 {
            columns[cell % CELLS] / length
        } else {
            0.0
        };
        assert!((value - expected).abs() < 1e-5, "{i}: {value} but {expected}");
    }
    // The other way round it is the same edge, and a lying one is the same turned.
    assert_eq!(edges(|x, _| if x < WIDTH / 2 { 255 } else { 0 }), found);
    let lying = edges(|_, y| if y < WIDTH / 2 { 0 } else { 255 });
    for (i, value) in lying.iter().enumerate() {
        let (cell, direction) = (i / DIRECTIONS, i % DIRECTIONS);
        let turned = (cell % CELLS * CELLS + cell / CELLS) * DIRECTIONS;
        let expected = if direction == 2 { found[turned] } else { 0.0 };
        assert!((value - expected).abs() < 1e-5, "{i}: {value} but {expected}");
    }
}

#[test]
fn opposite_diagonals_have_no_histogram_overlap() {
    // Without the border, where half of the gradient is missing.
    let inner = |cells: [f32; LENGTH]| {
        let cells = cells.as_chunks::<DIRECTIONS>().0.to_vec();
        cells[3 * CELLS + 3]
    };
    let right = inner(edges(|x, y| (4 * (x + y)) as u8));
    let left = inner(edges(|x, y| (4 * (x + WIDTH - 1 - y)) as u8));
    assert!(right[1] > 0.1 && left[3] > 0.1, "{right:?} {left:?}");
    let common: f32 = right.iter().zip(&left).map(|(a, b)| a * b).sum();
    assert!(common < 1e-6, "{right:?} {left:?}");
}

#[test]
fn compared_images_are_evenly_spread() {
    assert!(spread(10, 5).eq([0, 2, 4, 6, 8]));
    assert!(spread(7, 3).eq([0, 2, 4]));
    assert!(spread(3, 3).eq([0, 1, 2]));
}
