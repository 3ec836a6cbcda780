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
