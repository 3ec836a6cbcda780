//! In which order an epoch sees the images: a permutation drawn on the host from the run's seed.

use rand::seq::SliceRandom;

use crate::random::{Stream, stream};

/// The order of epoch `epoch` (from 1) over `count` images, the same on every machine.
#[must_use]
pub fn permutation(count: usize, seed: u32, epoch: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.shuffle(&mut stream(seed, Stream::Order { epoch }));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_image_once_an_epoch() {
        let mut order = permutation(1000, 7, 1);
        order.sort_unstable();
        assert!(order.iter().copied().eq(0..1000));
    }

    #[test]
    fn seed_and_epoch_decide() {
        assert_eq!(permutation(100, 7, 1), permutation(100, 7, 1));
        assert_ne!(permutation(100, 7, 1), permutation(100, 7, 2));
        assert_ne!(permutation(100, 7, 1), permutation(100, 8, 1));
    }
}
