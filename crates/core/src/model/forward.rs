//! The context of a forward pass: whether it is one of training, its dropout masks, and what layers report besides
//! their output (new values of buffers, dead units).

use std::cell::{Cell, RefCell};

use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;

use crate::random::{Stream, stream};

/// The context of one forward pass of a batch through a network, in training or in inference.
#[derive(Debug)]
pub struct ForwardContext {
    training: Option<Training>,
    /// Position of the current layer in the list, from 0.
    pub(crate) layer: Cell<usize>,
    /// New values of buffers, by position among all parameters.
    pub(crate) buffers: RefCell<Vec<(usize, Tensor<1>)>>,
    /// If dead units are counted: the fraction of units that were zero for the whole batch, `[1]`, by layer.
    pub(crate) dead: Option<RefCell<Vec<(usize, Tensor<1>)>>>,
}

/// What only training needs.
#[derive(Debug)]
struct Training {
    seed: u32,
    step: usize,
    /// Instead of every dropout layer's own rate.
    dropout: Option<f64>,
    masks: Cell<usize>,
}

impl ForwardContext {
    /// For inference: no dropout, running statistics.
    #[must_use]
    pub fn inference() -> Self {
        Self {
            training: None,
            layer: Cell::default(),
            buffers: RefCell::default(),
            dead: None,
        }
    }

    /// For training, in step `step` (from 1); `dropout` replaces every dropout layer's rate. With `count_dead`, dead
    /// units are counted.
    #[must_use]
    pub fn training(seed: u32, step: usize, dropout: Option<f64>, count_dead: bool) -> Self {
        Self {
            training: Some(Training {
                seed,
                step,
                dropout,
                masks: Cell::new(0),
            }),
            dead: count_dead.then(RefCell::default),
            ..Self::inference()
        }
    }

    /// Whether it is a pass of training.
    #[must_use]
    pub fn is_training(&self) -> bool {
        self.training.is_some()
    }

    /// Inverted dropout's mask (Srivastava et al., 2014): 0 with probability `rate`, else `1 / (1 - rate)`. None where
    /// nothing is dropped. Drawn on the host, so that every device drops the same units.
    pub(crate) fn mask<const D: usize>(&self, rate: f64, shape: [usize; D], device: &Device) -> Option<Tensor<D>> {
        let training = self.training.as_ref()?;
        let mask = training.masks.replace(training.masks.get() + 1);
        // A change of the rate leaves layers alone whose own rate is 0.
        let rate = if rate > 0.0 {
            training.dropout.unwrap_or(rate)
        } else {
            0.0
        };
        if rate <= 0.0 {
            return None;
        }
        let mut rng = stream(
            training.seed,
            Stream::Mask {
                step: training.step,
                mask,
            },
        );
        let kept = (1.0 / (1.0 - rate)) as f32;
        let draw = |_| if rng.random::<f32>() < rate as f32 { 0.0 } else { kept };
        let values: Vec<f32> = (0..shape.iter().product()).map(draw).collect();
        Some(Tensor::from_data(TensorData::new(values, shape), device))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: usize = 200_000;

    fn mask(context: &ForwardContext, rate: f64) -> Option<Vec<f32>> {
        let mask = context.mask(rate, [COUNT], &Device::flex())?;
        Some(mask.into_data().try_to_vec().unwrap())
    }

    #[test]
    fn dropout_masks_keep_the_expected_activation() {
        for rate in [0.1, 0.3, 0.5, 0.9] {
            let context = ForwardContext::training(1, 1, None, false);
            let mask = mask(&context, rate).unwrap();
            let kept = (1.0 / (1.0 - rate)) as f32;
            assert!(mask.iter().all(|x| *x == 0.0 || *x == kept), "{rate}");
            let dropped = mask.iter().filter(|x| **x == 0.0).count() as f64 / COUNT as f64;
            // Five standard deviations.
            let within = 5.0 * (rate * (1.0 - rate) / COUNT as f64).sqrt();
            assert!((dropped - rate).abs() < within, "{dropped} of {rate}");
            let mean = mask.iter().map(|x| f64::from(*x)).sum::<f64>() / COUNT as f64;
            assert!((mean - 1.0).abs() < within / (1.0 - rate), "{mean} of {rate}");
        }
    }

    #[test]
    fn dropout_masks_differ_by_step_and_layer_and_are_reproducible() {
        let masks = |seed, step| {
            let context = ForwardContext::training(seed, step, None, false);
            [mask(&context, 0.5), mask(&context, 0.5)]
        };
        let [first, second] = masks(1, 1);
        assert_eq!(masks(1, 1), [first.clone(), second.clone()]);
        assert_ne!(first, second);
        assert_ne!(masks(1, 2)[0], first);
        assert_ne!(masks(2, 1)[0], first);
    }

    #[test]
    fn dropout_is_off_in_inference_and_at_rate_0() {
        assert_eq!(mask(&ForwardContext::inference(), 0.5), None);
        assert_eq!(mask(&ForwardContext::training(1, 1, None, false), 0.0), None);
        // A changed rate replaces the layer's, but not where that is 0.
        let changed = ForwardContext::training(1, 1, Some(0.9), false);
        assert_eq!(mask(&changed, 0.0), None);
        let kept = (1.0_f64 / (1.0 - 0.9)) as f32;
        assert!(mask(&changed, 0.1).unwrap().contains(&kept));
        assert_eq!(mask(&ForwardContext::training(1, 1, Some(0.0), false), 0.5), None);
    }
}
