//! Sampler: the order of the images in an epoch, a permutation drawn on the host from the run's seed.

use rand::seq::SliceRandom;

use crate::random::{Stream, stream};

/// The order of epoch `epoch` (from 1) over the images at `indices`, the same on every machine.
#[must_use]
pub fn permutation(indices: &[u32], seed: u32, epoch: usize) -> Vec<u32> {
    let mut order = indices.to_vec();
    order.shuffle(&mut stream(seed, Stream::Order { epoch }));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permutation_has_every_image_once() {
        let indices: Vec<u32> = (0..1000).map(|i| 3 * i + 1).collect();
        let mut order = permutation(&indices, 7, 1);
        assert_ne!(order, indices);
        order.sort_unstable();
        assert_eq!(order, indices);
    }

    #[test]
    fn seed_and_epoch_decide() {
        let indices: Vec<u32> = (0..100).collect();
        assert_eq!(permutation(&indices, 7, 1), permutation(&indices, 7, 1));
        assert_ne!(permutation(&indices, 7, 1), permutation(&indices, 7, 2));
        assert_ne!(permutation(&indices, 7, 1), permutation(&indices, 8, 1));
    }
}
