//! Noise on every pixel, as of a poor camera.

use rand::Rng;

/// Adds bell-shaped noise of standard deviation `std`, at most 3.5 times as much, and holds the values in [0, 1].
///
/// The sum of four uniforms (Irwin-Hall, variance 4 / 12), 16 bits each: one number of the generator a pixel.
pub fn add(values: &mut [f32], std: f32, rng: &mut impl Rng) {
    // The sum of four numbers of 0..65536 has this mean and, times the factor, the standard deviation `std`.
    let (mean, factor) = (4.0 * 32_767.5, std * 1.732_050_8 / 65_536.0);
    for value in values {
        let bits = rng.next_u64();
        let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
        *value = (*value + factor * (sum as u32 as f32 - mean)).clamp(0.0, 1.0);
    }
}
