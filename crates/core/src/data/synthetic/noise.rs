//! The few random quantities handwriting and augmentation are varied by, from any generator. It keeps no state and owns
//! no seed.

use rand::{Rng, RngExt};

/// Uniform in [low, high).
pub fn uniform(rng: &mut impl Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * rng.random::<f32>()
}

/// Bell-shaped: mean 0, standard deviation 1, within [-3, 3]. The sum of four uniforms (Irwin-Hall, variance 4 / 12)
/// needs no logarithm, whose last bits differ between platforms, and has no tail that could tear a stroke apart.
pub fn bell(rng: &mut impl Rng) -> f32 {
    let sum: f32 = (0..4).map(|_| rng.random::<f32>()).sum();
    (sum - 2.0) * 1.732_050_8
}

/// A whole number in 0..limit, `limit` small: the bias of scaling 24 random bits is under limit / 2^24.
pub fn below(rng: &mut impl Rng, limit: usize) -> usize {
    ((rng.random::<f32>() * limit as f32) as usize).min(limit - 1)
}

/// An index drawn with probability proportional to its weight; the last one if the weights are all 0.
pub fn weighted(rng: &mut impl Rng, weights: impl Iterator<Item = f32> + Clone) -> usize {
    let mut rest = uniform(rng, 0.0, weights.clone().sum());
    let mut index = 0;
    for (i, weight) in weights.enumerate() {
        index = i;
        rest -= weight;
        if rest < 0.0 {
            break;
        }
    }
    index
}
