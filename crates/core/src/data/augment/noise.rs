//! Noise on every pixel, as of a poor camera.

use rand::Rng;

use crate::data::synthetic::noise::bell;

/// Adds bell-shaped noise of standard deviation `std` and holds the values in [0, 1].
pub fn add(values: &mut [f32], std: f32, rng: &mut impl Rng) {
    for value in values {
        *value = (*value + std * bell(rng)).clamp(0.0, 1.0);
    }
}
