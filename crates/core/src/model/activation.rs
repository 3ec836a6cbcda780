//! The activation that one layer hands to the next: a batch of images, sequences or feature vectors.

use burn::tensor::Tensor;

/// Output of a layer and input of the next, for a whole batch.
#[derive(Clone, Debug)]
pub enum Activation {
    /// `[batch, channels, height, width]`
    Image(Tensor<4>),
    /// `[batch, positions, features]`
    Sequence(Tensor<3>),
    /// `[batch, features]`
    Features(Tensor<2>),
}

/// An elementwise function: the same for every number, whatever the shape.
pub(crate) trait Elementwise {
    fn apply<const D: usize>(&self, x: Tensor<D>) -> Tensor<D>;
}

impl Activation {
    /// The elementwise `function` of it.
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
