//! What flows between layers, and what a pass through them carries along.

use std::cell::{Cell, RefCell};

use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;

use crate::random::{Stream, stream};

/// A batch between two layers.
#[derive(Clone, Debug)]
pub enum Activation {
    /// `[batch, channels, height, width]`
    Image(Tensor<4>),
    /// `[batch, positions, features]`
    Sequence(Tensor<3>),
    /// `[batch, features]`
    Features(Tensor<2>),
}

/// Something done to every number alike, whatever the shape.
pub(crate) trait Elementwise {
    fn apply<const D: usize>(&self, x: Tensor<D>) -> Tensor<D>;
}

impl Activation {
    pub(crate) fn map(self, function: &impl Elementwise) -> Self {
        match self {
            Self::Image(x) => Self::Image(function.apply(x)),
            Self::Sequence(x) => Self::Sequence(function.apply(x)),
            Self::Features(x) => Self::Features(function.apply(x)),
        }
    }

    /// As features, `[batch, n]`.
    #[must_use]
    pub fn flatten(self) -> Tensor<2> {
        match self {
            Self::Image(x) => x.flatten(1, 3),
            Self::Sequence(x) => x.flatten(1, 2),
            Self::Features(x) => x,
        }
    }
}

impl std::ops::Add for Activation {
    type Output = Self;

    /// # Panics
    /// Where the shapes differ, which no checked architecture has.
    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Image(a), Self::Image(b)) => Self::Image(a + b),
            (Self::Sequence(a), Self::Sequence(b)) => Self::Sequence(a + b),
            (Self::Features(a), Self::Features(b)) => Self::Features(a + b),
            _ => unreachable!("a checked architecture adds what has one shape"),
        }
    }
}

/// How a batch goes through a network: to learn from it, or only to read it.
#[derive(Debug)]
pub struct Pass {
    training: Option<Training>,
    /// The layer of the list under way, from 0.
    pub(crate) layer: Cell<usize>,
    /// Counted parameters with their new values, by position among all parameters.
    pub(crate) counted: RefCell<Vec<(usize, Tensor<1>)>>,
    /// Where dead units are counted: the share of units that were zero for the whole batch, `[1]`, by layer.
    pub(crate) dead: Option<RefCell<Vec<(usize, Tensor<1>)>>>,
}

/// What only learning needs.
#[derive(Debug)]
struct Training {
    seed: u32,
    step: usize,
    /// Instead of every dropout layer's own rate.
    dropout: Option<f64>,
    masks: Cell<usize>,
}

impl Pass {
    /// To read, as after training.
    #[must_use]
    pub fn reading() -> Self {
        Self {
            training: None,
            layer: Cell::default(),
            counted: RefCell::default(),
            dead: None,
        }
    }

    /// To learn, in step `step` (from 1); `dropout` replaces every dropout layer's rate. `watch` has dead units counted.
    #[must_use]
    pub fn training(seed: u32, step: usize, dropout: Option<f64>, watch: bool) -> Self {
        Self {
            training: Some(Training {
                seed,
                step,
                dropout,
                masks: Cell::new(0),
            }),
            dead: watch.then(RefCell::default),
            ..Self::reading()
        }
    }

    /// Whether it is one to learn from.
    #[must_use]
    pub fn is_training(&self) -> bool {
        self.training.is_some()
    }

    /// Inverted dropout's mask (Srivastava et al., 2014): 0 with probability `rate`, else `1 / (1 - rate)`. None where
    /// nothing is dropped. Drawn on the host, so that every device drops the same units.
    pub(crate) fn mask<const D: usize>(&self, rate: f64, shape: [usize; D], device: &Device) -> Option<Tensor<D>> {
        let training = self.training.as_ref()?;
        let mask = training.masks.replace(training.masks.get() + 1);
        // A layer that drops nothing is not made to by a change.
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

    fn mask(pass: &Pass, rate: f64) -> Option<Vec<f32>> {
        let mask = pass.mask(rate, [COUNT], &Device::flex())?;
        Some(mask.into_data().try_to_vec().unwrap())
    }

    #[test]
    fn dropout_keeps_what_is_expected_of_a_unit() {
        for rate in [0.1, 0.3, 0.5, 0.9] {
            let pass = Pass::training(1, 1, None, false);
            let mask = mask(&pass, rate).unwrap();
            let kept = (1.0 / (1.0 - rate)) as f32;
            assert!(mask.iter().all(|x| *x == 0.0 || *x == kept), "{rate}");
            let dropped = mask.iter().filter(|x| **x == 0.0).count() as f64 / COUNT as f64;
            // Five standard deviations of the share.
            let within = 5.0 * (rate * (1.0 - rate) / COUNT as f64).sqrt();
            assert!((dropped - rate).abs() < within, "{dropped} of {rate}");
            let mean = mask.iter().map(|x| f64::from(*x)).sum::<f64>() / COUNT as f64;
            assert!((mean - 1.0).abs() < within / (1.0 - rate), "{mean} of {rate}");
        }
    }

    #[test]
    fn every_step_and_layer_drops_other_units_and_the_same_ones_again() {
        let masks = |seed, step| {
            let pass = Pass::training(seed, step, None, false);
            [mask(&pass, 0.5), mask(&pass, 0.5)]
        };
        let [first, second] = masks(1, 1);
        assert_eq!(masks(1, 1), [first.clone(), second.clone()]);
        assert_ne!(first, second);
        assert_ne!(masks(1, 2)[0], first);
        assert_ne!(masks(2, 1)[0], first);
    }

    #[test]
    fn nothing_is_dropped_where_nothing_is_to_be() {
        assert_eq!(mask(&Pass::reading(), 0.5), None);
        assert_eq!(mask(&Pass::training(1, 1, None, false), 0.0), None);
        // By hand: instead of the layer's rate, but not where that is 0.
        let changed = Pass::training(1, 1, Some(0.9), false);
        assert_eq!(mask(&changed, 0.0), None);
        let kept = (1.0_f64 / (1.0 - 0.9)) as f32;
        assert!(mask(&changed, 0.1).unwrap().contains(&kept));
        assert_eq!(mask(&Pass::training(1, 1, Some(0.0), false), 0.5), None);
    }
}
