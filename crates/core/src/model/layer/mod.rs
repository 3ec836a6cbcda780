//! The layers. Each is plain data with a plan (output shape, parameters and work for an input shape, before anything is
//! allocated) and a forward pass; its gradient is Burn's. A new layer is a file here, with its `export` to other
//! programs beside it, and a row in the table below.

mod activation;
mod attention;
mod batch_norm;
mod conv2d;
mod dense;
mod dropout;
mod flatten;
pub(crate) mod fused;
mod gru;
mod layer_norm;
mod lstm;
mod patches;
mod pool;
mod problem;
mod recurrent;
mod residual;

use serde::{Deserialize, Serialize};

pub use activation::{Gelu, LeakyRelu, Relu, Sigmoid, Silu, Tanh};
pub use attention::TransformerEncoder;
pub use batch_norm::BatchNorm;
pub use conv2d::{Conv2d, Padding};
pub use dense::Dense;
pub(crate) use dropout::DROPOUT;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use gru::Gru;
pub use layer_norm::LayerNorm;
pub use lstm::Lstm;
pub use patches::Patches;
pub use pool::{AvgPool2d, GlobalAvgPool, MaxPool2d};
pub use problem::{LayerError, LayerProblem, LayerRefusal, Place};
pub use residual::Residual;

use super::activation::Activation;
use super::architecture::LayerSummary;
use super::forward::ForwardContext;
use super::param::{ParamSpec, Weights};
use crate::error::Range;

/// Plan of a layer for an input of one shape. Shapes are of one sample: `[channels, height, width]` for an image,
/// `[positions, features]` for a sequence, `[features]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Shape after it.
    pub output: Vec<usize>,
    /// Its parameters and buffers, in the order in which `forward` takes them.
    pub params: Vec<ParamSpec>,
    /// Multiplications each followed by an addition, for one sample, forward.
    pub multiply_adds: u64,
    /// Values kept for the backward pass besides the output, for one sample.
    pub scratch: usize,
    /// Summaries of the layers within it, for a block.
    pub within: Vec<LayerSummary>,
}

impl Plan {
    /// The plan of a layer without parameters or arithmetic worth counting.
    fn plain(output: &[usize]) -> Self {
        Self {
            output: output.to_vec(),
            params: Vec::new(),
            multiply_adds: 0,
            scratch: 0,
            within: Vec::new(),
        }
    }

    /// The row of a summary.
    pub(crate) fn summary(&self) -> LayerSummary {
        let learnt = self.params.iter().filter(|param| param.trainable);
        LayerSummary {
            output: self.output.clone(),
            // Each is a number that fits; together they may not.
            num_params: learnt.map(ParamSpec::len).fold(0, usize::saturating_add),
            multiply_adds: self.multiply_adds,
            layers: self.within.clone(),
        }
    }
}

/// A kind of layer.
pub trait Layer {
    /// Its plan for one input of shape `input`, without the batch.
    ///
    /// # Errors
    /// [`LayerError`] says why it cannot take such an input, and the fix.
    fn plan(&self, input: &[usize]) -> Result<Plan, LayerError>;

    /// Forward pass, from a batch of inputs to a batch of outputs; `weights` are those its plan asked for.
    fn forward(&self, x: Activation, weights: Weights<'_>, context: &ForwardContext) -> Activation;
}

macro_rules! layers {
    ($($name:ident = $tag:literal: $doc:literal;)+) => {
        /// One layer of a network, in the order the image passes through them.
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type")]
        pub enum LayerConfig {
            $(#[doc = $doc] #[serde(rename = $tag)] $name($name),)+
        }

        impl LayerConfig {
            /// The name of every kind, as the JSON spells it.
            pub const KINDS: &[&str] = &[$($tag),+];

            /// Its kind, as the JSON spells it.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => $tag,)+ }
            }

            /// The same, as a kind of layer.
            #[must_use]
            pub fn layer(&self) -> &dyn Layer {
                match self { $(Self::$name(layer) => layer,)+ }
            }

            /// The same, as an exportable layer.
            #[cfg(feature = "export")]
            pub(crate) fn export(&self) -> &dyn crate::export::Export {
                match self { $(Self::$name(layer) => layer,)+ }
            }
        }

        $(impl From<$name> for LayerConfig {
            fn from(layer: $name) -> Self {
                Self::$name(layer)
            }
        })+
    };
}

impl LayerConfig {
    /// The layers within it; none in any but a block.
    #[must_use]
    pub fn within(&self) -> &[Self] {
        let Self::Residual(block) = self else { return &[] };
        &block.layers
    }
}

layers! {
    Conv2d = "conv2d": "2-D convolution.";
    MaxPool2d = "maxPool2d": "Maximum over windows.";
    AvgPool2d = "avgPool2d": "Mean over windows.";
    GlobalAvgPool = "globalAvgPool": "Mean over all places of an image, or all positions of a sequence.";
    BatchNorm = "batchNorm": "Batch normalisation.";
    LayerNorm = "layerNorm": "Layer normalisation.";
    Dropout = "dropout": "Some activations set to zero while training.";
    Flatten = "flatten": "Any shape to features.";
    Dense = "dense": "Fully connected.";
    Relu = "relu": "max(0, x).";
    LeakyRelu = "leakyRelu": "x, or a small multiple of it below zero.";
    Gelu = "gelu": "Gaussian error linear unit.";
    Sigmoid = "sigmoid": "1 / (1 + exp(-x)).";
    Tanh = "tanh": "Hyperbolic tangent.";
    Silu = "silu": "x times its sigmoid.";
    Residual = "residual": "Layers with a residual connection around them.";
    Lstm = "lstm": "Long short-term memory.";
    Gru = "gru": "Gated recurrent unit.";
    Patches = "patches": "An image cut into patches, each embedded, with its position.";
    TransformerEncoder = "transformerEncoder": "Self-attention and a perceptron, each with a residual connection.";
}

/// The product, or an error where it overflows.
fn product(factors: &[usize]) -> Result<usize, LayerProblem> {
    let product = factors
        .iter()
        .try_fold(1_usize, |product, &factor| product.checked_mul(factor));
    product.ok_or(LayerProblem::TooLarge)
}

/// The product, for counting work: far above what a `usize` holds in a browser, and never wrong by wrapping.
fn work(factors: &[usize]) -> u64 {
    factors
        .iter()
        .fold(1, |product: u64, &factor| product.saturating_mul(factor as u64))
}

/// Range of the sizes, widths and counts of a layer; whether its output is too large is checked as a whole.
pub(crate) const SIZE: Range = Range::at_least(1.0).whole();

/// Checks that `value`, of the field `field`, which messages call `name`, is a [`SIZE`].
fn positive(field: &'static str, name: &'static str, value: usize) -> Result<(), LayerProblem> {
    within(field, name, SIZE, value as f64)
}

/// Checks that `found` is in its range.
fn within(field: &'static str, name: &'static str, range: Range, found: f64) -> Result<(), LayerProblem> {
    if range.contains(found) {
        return Ok(());
    }
    Err(LayerProblem::OutOfRange {
        field,
        name,
        range,
        found,
    })
}

#[cfg(test)]
pub(crate) mod tests;
