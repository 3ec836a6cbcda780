//! First weights.

use rand::RngExt;
use rand_pcg::Pcg32;

/// Xavier's uniform initialisation, `U(-b, b)` with `b = sqrt(6 / (fan_in + fan_out))` (Glorot & Bengio, 2010, eq. 16),
/// which is what Keras gives these layers by default; biases start at 0.
#[must_use]
pub fn xavier_uniform(count: usize, fan_in: usize, fan_out: usize, rng: &mut Pcg32) -> Vec<f32> {
    let bound = (6.0 / (fan_in + fan_out) as f32).sqrt();
    (0..count).map(|_| rng.random_range(-bound..=bound)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Stream, stream};

    #[test]
    fn xavier_fills_its_range_evenly() {
        let weights = xavier_uniform(10_000, 30, 70, &mut stream(1, Stream::Weights { layer: 0 }));
        let bound = 0.06_f32.sqrt();
        let mean = weights.iter().sum::<f32>() / 10_000.0;
        let variance = weights.iter().map(|w| w * w).sum::<f32>() / 10_000.0;
        assert!(weights.iter().all(|w| w.abs() <= bound));
        assert!(mean.abs() < 0.005, "{mean}");
        // The variance of U(-b, b) is b^2 / 3.
        assert!((variance - 0.02).abs() < 0.001, "{variance}");
    }
}
