//! The optimizers, each as PyTorch's `torch.optim` has it. An optimizer is plain data, and a function from a parameter,
//! its gradient and its state to the next value. A new optimizer is a file here and a row in the table below.

mod adagrad;
mod adam;
mod muon;
mod rmsprop;
mod sgd;

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

pub use adagrad::AdaGrad;
pub use adam::{Adam, AdamW};
pub use muon::Muon;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;

use crate::error::{Error, Limit, Range};
use crate::model::param::ParamSpec;

/// Settings of one update.
#[derive(Clone, Copy, Debug)]
pub struct Update<'a> {
    /// The learning rate.
    pub rate: f64,
    /// See [`crate::config::RunConfig::weight_decay`].
    pub weight_decay: f64,
    /// Number of this update, from 1.
    pub step: usize,
    /// The parameter, which comes flat.
    pub spec: &'a ParamSpec,
}

/// An optimizer.
pub trait Optimizer {
    /// Its own fields, checked.
    ///
    /// # Errors
    /// [`Error::Config`] names the field and its range.
    fn check(&self) -> Result<(), Error>;

    /// Names of the state tensors of each parameter, those of PyTorch; each tensor is as large as the parameter, 0 at
    /// first.
    fn state_names(&self) -> &'static [&'static str];

    /// The parameter after this update, `[n]` as `value` and `gradient`. `state` is its own.
    fn update(&self, value: Tensor<1>, gradient: Tensor<1>, state: &mut [Tensor<1>], at: Update<'_>) -> Tensor<1>;
}

macro_rules! optimizers {
    ($($name:ident = $tag:literal, $rate:literal: $doc:literal;)+) => {
        /// Which optimizer, with its parameters.
        ///
        /// ```
        /// use kiln_core::config::OptimizerConfig;
        ///
        /// let sgd: OptimizerConfig = serde_json::from_str(r#"{"type": "sgd", "momentum": 0.9}"#)?;
        /// assert_eq!((sgd.name(), sgd.usual_learning_rate()), ("sgd", 0.05));
        /// assert_eq!(sgd.as_optimizer().state_names(), ["momentum_buffer"]);
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        #[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type")]
        pub enum OptimizerConfig {
            $(#[doc = $doc] #[serde(rename = $tag)] $name($name),)+
        }

        impl OptimizerConfig {
            /// Every kind, with the usual numbers.
            #[must_use]
            pub fn all() -> Vec<Self> {
                vec![$(Self::$name($name::default())),+]
            }

            /// Its kind, as the JSON spells it.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $(Self::$name(_) => $tag,)+ }
            }

            /// The learning rate to begin with, above 0: what suits one optimizer does not suit another. Keras' for
            /// Adam, AdamW and RMSprop, `PyTorch`'s for AdaGrad; Muon's steps are as large as AdamW's; that of plain
            /// gradient descent was measured on the built-in digits, `docs/results.md`.
            #[must_use]
            pub fn usual_learning_rate(&self) -> f64 {
                match self { $(Self::$name(_) => $rate,)+ }
            }

            /// The same, as an optimizer.
            #[must_use]
            pub fn as_optimizer(&self) -> &dyn Optimizer {
                match self { $(Self::$name(optimizer) => optimizer,)+ }
            }
        }
    };
}

optimizers! {
    Adam = "adam", 1e-3: "Adaptive moments.";
    Sgd = "sgd", 0.05: "Stochastic gradient descent.";
    AdamW = "adamw", 1e-3: "Adam with decoupled weight decay.";
    RmsProp = "rmsprop", 1e-3: "Divided by a running root mean square.";
    AdaGrad = "adagrad", 1e-2: "Divided by the root of all squares so far.";
    Muon = "muon", 1e-3: "Momentum, made orthogonal.";
}

/// Range of decay rates: the fraction that a running mean keeps of itself.
const KEPT: Range = Range::between(0.0, 1.0).below();
pub(crate) const BETA1: Limit = Limit::new("optimizer.beta1", KEPT);
pub(crate) const BETA2: Limit = Limit::new("optimizer.beta2", KEPT);
pub(crate) const ALPHA: Limit = Limit::new("optimizer.alpha", KEPT);
pub(crate) const MOMENTUM: Limit = Limit::new("optimizer.momentum", KEPT);
/// Epsilon, which keeps a division from going wrong: above 0.
pub(crate) const EPSILON: Limit = Limit::new("optimizer.epsilon", Range::between(0.0, 1.0).above());

/// L2 weight decay: the gradient with that of `weight_decay / 2 * |value|^2` added.
fn decayed(gradient: Tensor<1>, value: &Tensor<1>, weight_decay: f64) -> Tensor<1> {
    if weight_decay == 0.0 {
        gradient
    } else {
        gradient + value.clone() * weight_decay
    }
}

#[cfg(test)]
mod tests;
