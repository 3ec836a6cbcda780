//! The part of the warp that keeps straight lines straight: scale, shear, rotation and shift, in this order.

use rand::Rng;

use crate::data::config::Augmentation;
use crate::data::synthetic::noise::uniform;

/// Affine motion of an image, about its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// Right and down, as a fraction of the side.
    pub shift: [f32; 2],
    /// Clockwise, in degrees.
    pub angle: f32,
    /// Factor on the size.
    pub scale: f32,
    /// To the right, per pixel further down.
    pub shear: f32,
}

impl Motion {
    /// Everything stays where it is.
    pub const NONE: Self = Self {
        shift: [0.0; 2],
        angle: 0.0,
        scale: 1.0,
        shear: 0.0,
    };

    /// Each number uniform within its range; always as many random numbers.
    pub fn draw(config: &Augmentation, rng: &mut impl Rng) -> Self {
        let mut within = |limit: f64| uniform(rng, -1.0, 1.0) * limit as f32;
        Self {
            shift: [within(config.shift), within(config.shift)],
            angle: within(config.rotate),
            scale: 1.0 + within(config.scale),
            shear: within(config.shear),
        }
    }

    /// The inverse map, from pixels of the moved image `[height, width]` to the original.
    pub fn inverse(&self, height: usize, width: usize) -> Inverse {
        // From libm: the platform's own sine may differ in the last bits, and with it a run.
        let angle = self.angle.to_radians();
        let (sin, cos) = (libm::sinf(angle), libm::cosf(angle));
        // Against the rotation, then against the shear, then against the scale.
        let (k, s) = (self.shear, 1.0 / self.scale);
        let across = [s * (cos + k * sin), s * -sin];
        let down = [s * (sin - k * cos), s * cos];
        let middle = [(width as f32 - 1.0) / 2.0, (height as f32 - 1.0) / 2.0];
        let to = [
            middle[0] + self.shift[0] * width as f32,
            middle[1] + self.shift[1] * height as f32,
        ];
        let start = std::array::from_fn(|i| middle[i] - across[i] * to[0] - down[i] * to[1]);
        Inverse { start, across, down }
    }
}

/// Inverse affine map: a place in the original for each of the moved image, both in pixels from 0, x first.
#[derive(Clone, Copy, Debug)]
pub struct Inverse {
    /// Where the first pixel comes from.
    start: [f32; 2],
    /// How much further right in the original, and further down, for one pixel right.
    across: [f32; 2],
    /// The same for one pixel down.
    down: [f32; 2],
}

impl Inverse {
    /// Where row `y` begins.
    pub fn row(&self, y: usize) -> [f32; 2] {
        std::array::from_fn(|i| self.start[i] + self.down[i] * y as f32)
    }

    /// Where pixel `x` of the row that begins at `row` comes from.
    #[inline]
    pub fn at(&self, row: [f32; 2], x: usize) -> [f32; 2] {
        std::array::from_fn(|i| row[i] + self.across[i] * x as f32)
    }
}

#[cfg(test)]
mod tests {
    use rand_pcg::Pcg32;

    use super::*;

    #[test]
    fn affine_motions_are_uniform_within_their_limits() {
        let config = Augmentation {
            shift: 0.5,
            rotate: 180.0,
            scale: 0.5,
            shear: 0.5,
            ..Augmentation::default()
        };
        let drawn: Vec<[f32; 5]> = (0..2000)
            .map(|seed| {
                let motion = Motion::draw(&config, &mut Pcg32::new(seed, 1));
                let [right, down] = motion.shift;
                [right, down, motion.angle, motion.scale - 1.0, motion.shear]
            })
            .collect();
        for (i, limit) in [0.5, 0.5, 180.0, 0.5, 0.5].into_iter().enumerate() {
            let all = drawn.iter().map(|motion| motion[i] / limit);
            let (low, high) = all
                .clone()
                .fold((0.0_f32, 0.0_f32), |(low, high), x| (low.min(x), high.max(x)));
            assert!(
                (-1.0..-0.99).contains(&low) && (0.99..=1.0).contains(&high),
                "{i}: {low} {high}"
            );
            // Four standard deviations of the mean of 2,000.
            let mean = all.sum::<f32>() / 2000.0;
            assert!(mean.abs() < 4.0 / (3.0_f32 * 2000.0).sqrt(), "{i}: {mean}");
        }
    }
}
