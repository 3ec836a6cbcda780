//! Random streams: every random number of a run is drawn on the host from its seed, so that every device starts from
//! the same weights, sees the same images in the same order, and drops the same units.

use rand_pcg::Pcg32;

/// What random numbers are for; each use has a stream of its own, so that one never shifts another.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// The first weights of layer `layer`, from 0, of the flattened list.
    Weights {
        /// Position of the parameter among all of them.
        layer: usize,
    },
    /// The order of the images in epoch `epoch`, from 1.
    Order {
        /// The epoch.
        epoch: usize,
    },
    /// Which training images are set aside, and which are used.
    Split,
    /// How image `index` is changed in epoch `epoch`.
    Augment {
        /// The epoch, from 1.
        epoch: usize,
        /// Position in the training split.
        index: usize,
    },
    /// Which activations are dropped by mask number `mask` of step `step`.
    Mask {
        /// The step, from 1.
        step: usize,
        /// Number of the mask within the step, from 0.
        mask: usize,
    },
}

/// A generator for one use. PCG (O'Neill, 2014) gives the same numbers on every machine.
#[must_use]
pub fn stream(seed: u32, stream: Stream) -> Pcg32 {
    // The kind in the low bits, the position above them. Pairs take 30 bits each: enough for the epochs, steps and
    // images that a run can have.
    let pair = |high: usize, low: usize| ((high as u64) << 30) ^ low as u64;
    let (kind, position) = match stream {
        Stream::Weights { layer } => (0, layer as u64),
        Stream::Order { epoch } => (1, epoch as u64),
        Stream::Split => (2, 0),
        Stream::Augment { epoch, index } => (3, pair(epoch, index)),
        Stream::Mask { step, mask } => (4, pair(step, mask)),
    };
    // Streams side by side begin alike (PCG's are only distinct, not independent), so their numbers are scrambled.
    let position = scramble(position << 3 | kind);
    Pcg32::new(scramble(u64::from(seed) ^ position), position)
}

/// SplitMix64's step and finaliser (Steele, Lea and Flood 2014): neighbouring numbers come out unrelated.
pub(crate) fn scramble(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;

    #[test]
    fn neighbouring_streams_are_uncorrelated() {
        let first = |index| stream(1, Stream::Augment { epoch: 1, index }).random::<f64>() - 0.5;
        let pairs = (0..4096).map(|index| first(index) * first(index + 1) * 12.0);
        let correlation = pairs.sum::<f64>() / 4096.0;
        // Its standard deviation is 1 / 64.
        assert!(correlation.abs() < 0.05, "{correlation}");
    }

    #[test]
    fn streams_are_distinct() {
        let draw = |s| -> [u32; 4] { stream(1, s).random() };
        let uses = [
            Stream::Weights { layer: 1 },
            Stream::Weights { layer: 2 },
            Stream::Order { epoch: 1 },
            Stream::Split,
            Stream::Augment { epoch: 1, index: 2 },
            Stream::Augment { epoch: 2, index: 1 },
            Stream::Mask { step: 1, mask: 2 },
            Stream::Mask { step: 2, mask: 1 },
        ];
        for (i, a) in uses.iter().enumerate() {
            for b in &uses[..i] {
                assert_ne!(draw(*a), draw(*b), "{a:?} {b:?}");
            }
        }
    }
}
