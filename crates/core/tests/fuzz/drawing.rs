//! Drawings of any size and contents, on their way into MNIST's frame.

use bolero::{TypeGenerator, check, produce};
use kiln_core::data::preprocess;

use super::outcomes::Outcomes;
use super::{AT_MOST, CASES, with_peak};

#[derive(Clone, Debug, TypeGenerator)]
struct Case {
    size: Size,
    field: [u8; 2],
    haze: u8,
    #[generator(produce::<Vec<Stroke>>().with().len(0_usize..=6))]
    strokes: Vec<Stroke>,
    margins: [u8; 4],
}

#[derive(Clone, Debug, TypeGenerator)]
enum Size {
    Usual(u8, u8),
    Wide(u16, u8),
    Tall(u8, u16),
}

/// A line of ink, in fractions of the drawing.
#[derive(Clone, Debug, TypeGenerator)]
struct Stroke {
    from: [u8; 2],
    to: [u8; 2],
    ink: u8,
}

struct Drawing {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
}

impl Case {
    fn drawing(&self) -> Drawing {
        let (width, height) = match self.size {
            Size::Usual(width, height) => (usize::from(width), usize::from(height)),
            Size::Wide(width, height) => (usize::from(width % 2_000), usize::from(height % 4)),
            Size::Tall(width, height) => (usize::from(width % 4), usize::from(height % 2_000)),
        };
        // Every second drawing is on clean paper.
        let haze = if self.haze.is_multiple_of(2) { 0 } else { self.haze };
        let mut pixels = vec![haze; width * height];
        if !pixels.is_empty() {
            for Stroke { from, to, ink } in &self.strokes {
                for step in 0..=64 {
                    let at = |i: usize, size: usize| {
                        let along = usize::from(from[i]) * (64 - step) + usize::from(to[i]) * step;
                        along * (size - 1) / (64 * 255)
                    };
                    pixels[at(0, height) * width + at(1, width)] = *ink;
                }
            }
        }
        Drawing { pixels, width, height }
    }
}

impl Drawing {
    /// On a larger sheet of clean paper.
    fn framed(&self, margins: [u8; 4]) -> Self {
        let [top, right, bottom, left] = margins.map(|margin| usize::from(margin % 8));
        let (width, height) = (left + self.width + right, top + self.height + bottom);
        let mut pixels = vec![0; width * height];
        for y in 0..self.height {
            let row = &self.pixels[y * self.width..][..self.width];
            pixels[(top + y) * width + left..][..self.width].copy_from_slice(row);
        }
        Self { pixels, width, height }
    }

    fn center(&self, [height, width]: [usize; 2]) -> Vec<u8> {
        preprocess::center(&self.pixels, self.width, self.height, height, width)
    }
}

#[test]
fn fuzz_drawings() {
    let outcomes = Outcomes::default();
    let target = check!().with_iterations(CASES).with_test_time(AT_MOST);
    target.with_type::<Case>().for_each(|case: &Case| {
        let drawing = case.drawing();
        let field = match case.field {
            [height, width] if height >= 128 => [usize::from(height % 41), usize::from(width % 41)],
            _ => [28, 28],
        };
        let (centered, peak) = with_peak(|| drawing.center(field));
        assert_eq!(centered.len(), field[0] * field[1]);
        assert!(peak < 1_024 * drawing.pixels.len() + (4 << 20), "{peak} bytes");
        assert_eq!(
            drawing.framed(case.margins).center(field),
            centered,
            "paper around it changes nothing"
        );
        outcomes.add(if centered.iter().any(|&pixel| pixel > 0) {
            "ink"
        } else {
            "blank"
        });
    });
    outcomes.assert_frequencies(&[("ink", 3_000), ("blank", 500)]);
}
