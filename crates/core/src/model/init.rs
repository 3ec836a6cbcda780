//! Where a run's random numbers come from: the seed, on the host, so that every device starts from the same weights and
//! sees the images in the same order.

use rand::RngExt;
use rand_pcg::Pcg32;

/// What random numbers are for; each use has a stream of its own, so that one never shifts another.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// The first weights of layer `layer`, from 0.
    Weights {
        /// Position in the list of layers.
        layer: usize,
    },
    /// The order of the images in epoch `epoch`, from 1.
    Order {
        /// The epoch.
        epoch: usize,
    },
}

/// A generator for one use. PCG (O'Neill, 2014) gives the same numbers on every machine.
#[must_use]
pub fn stream(seed: u32, stream: Stream) -> Pcg32 {
    let stream = match stream {
        Stream::Weights { layer } => (layer as u64) << 1,
        Stream::Order { epoch } => (epoch as u64) << 1 | 1,
    };
    Pcg32::new(u64::from(seed), stream)
}

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

    #[test]
    fn uses_do_not_share_numbers() {
        let draw = |s| xavier_uniform(4, 1, 1, &mut stream(1, s));
        assert_ne!(draw(Stream::Weights { layer: 1 }), draw(Stream::Order { epoch: 1 }));
        assert_ne!(draw(Stream::Weights { layer: 1 }), draw(Stream::Weights { layer: 2 }));
    }
}
