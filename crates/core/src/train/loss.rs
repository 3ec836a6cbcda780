//! What training makes small.

use burn::tensor::{Tensor, activation::log_softmax};

/// Cross-entropy of each image in nats, `-sum_c targets_c * log softmax(logits)_c`: `[batch, classes]` twice, to
/// `[batch, 1]`. Targets are one-hot, so a product and a sum do what a gather would, without its scattered gradient.
#[must_use]
pub fn cross_entropy(logits: Tensor<2>, targets: Tensor<2>) -> Tensor<2> {
    (log_softmax(logits, 1) * targets).sum_dim(1).neg()
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;

    #[test]
    fn agrees_with_arithmetic_by_hand_and_stays_finite() {
        let device = Device::flex();
        let logits = Tensor::<2>::from_floats([[0.0, 0.0], [2.0, -1.0], [1000.0, 0.0]], &device);
        let targets = Tensor::<2>::from_floats([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], &device);
        let losses = cross_entropy(logits, targets).into_data().try_to_vec::<f32>().unwrap();
        assert!((losses[0] - 2.0_f32.ln()).abs() < 1e-6);
        assert!((losses[1] - (3.0_f32.exp() + 1.0).ln()).abs() < 1e-6);
        assert_eq!(losses[2], 1000.0);
    }
}
