//! Parameters and buffers: what a layer asks for, and the tensors it gets. All are kept flat, `[n]`, so that
//! optimizers, checkpoints and metrics treat them alike; a layer reshapes its own, which copies nothing.

use burn::tensor::Tensor;
use serde::Serialize;

/// Initializer of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initializer {
    /// By the run's initialization, from fan-in and fan-out.
    Drawn {
        /// Inputs that reach one unit.
        fan_in: usize,
        /// Outputs that one unit reaches.
        fan_out: usize,
    },
    /// Drawn from N(0, std^2), whatever the run says, unless it says zeros.
    Normal {
        /// Standard deviation.
        std: f32,
    },
    /// A constant.
    Constant(f32),
}

/// One parameter, before it exists.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParamSpec {
    /// Within its layer, as PyTorch names it: `weight`, `bias`, `running_mean`...
    pub name: String,
    /// As PyTorch stores it: `[out, in]` for a dense layer, `[out, in, height, width]` for a convolution.
    pub shape: Vec<usize>,
    /// Its initializer.
    #[serde(skip)]
    pub initializer: Initializer,
    /// False for a buffer, which no gradient changes: the running statistics of batch normalization.
    pub trainable: bool,
}

impl ParamSpec {
    /// A weight, initialized as the run says.
    pub(crate) fn drawn(name: &str, shape: &[usize], fan_in: usize, fan_out: usize) -> Self {
        Self::new(name, shape, Initializer::Drawn { fan_in, fan_out })
    }

    /// All the same.
    pub(crate) fn constant(name: &str, shape: &[usize], value: f32) -> Self {
        Self::new(name, shape, Initializer::Constant(value))
    }

    pub(crate) fn new(name: &str, shape: &[usize], initializer: Initializer) -> Self {
        Self {
            name: name.into(),
            shape: shape.to_vec(),
            initializer,
            trainable: true,
        }
    }

    /// A buffer: saved with the parameters, and not trained.
    pub(crate) fn into_buffer(self) -> Self {
        Self {
            trainable: false,
            ..self
        }
    }

    /// The same, under `prefix`.
    pub(crate) fn within(self, prefix: &str) -> Self {
        Self {
            name: format!("{prefix}.{}", self.name),
            ..self
        }
    }

    /// How many numbers it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// True for none, which no checked architecture has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The parameters of one layer, or of a part of one.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    pub(crate) specs: &'a [ParamSpec],
    pub(crate) tensors: &'a [Tensor<1>],
    /// Position of the first among all of the network.
    pub(crate) first: usize,
    /// Length of the part of their names that says where the layer is, in bytes.
    pub(crate) prefix: usize,
}

impl<'a> Weights<'a> {
    /// Parameter `index` in its own shape.
    ///
    /// # Panics
    /// Where the plan asked for no such parameter, or for another rank.
    #[must_use]
    pub fn get<const D: usize>(&self, index: usize) -> Tensor<D> {
        let shape = &self.specs[index].shape;
        let shape: [usize; D] = std::array::from_fn(|d| shape[d]);
        self.tensors[index].clone().reshape(shape)
    }

    /// The first `count`, and the rest.
    #[must_use]
    pub fn split_at(self, count: usize) -> (Self, Self) {
        let (specs, more_specs) = self.specs.split_at(count);
        let (tensors, more_tensors) = self.tensors.split_at(count);
        let rest = Self {
            specs: more_specs,
            tensors: more_tensors,
            first: self.first + count,
            ..self
        };
        (Self { specs, tensors, ..self }, rest)
    }

    /// The leading parameters whose names begin with `part`, which is cut off their names, and the rest.
    #[must_use]
    pub fn split_off(self, part: &str) -> (Self, Self) {
        let within = |spec: &&ParamSpec| spec.name.get(self.prefix..).is_some_and(|name| name.starts_with(part));
        let (mut own, rest) = self.split_at(self.specs.iter().take_while(within).count());
        own.prefix += part.len();
        (own, rest)
    }
}
