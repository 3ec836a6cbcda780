//! Changes of settings while a run goes on: learning rate, weight decay, dropout, clipping.

use serde::{Deserialize, Serialize};

use super::{LEARNING_RATE, RunConfig, WEIGHT_DECAY};
use crate::error::{Error, Limit, Range};
use crate::model::layer::DROPOUT;

/// Gradient clipping: bounds of a step's gradient; none by default.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Clipping {
    /// Every number of the gradient is brought into `[-value, value]`; above 0.
    pub value: Option<f64>,
    /// Then the whole gradient is scaled down to this Euclidean norm if it is longer; above 0 (Pascanu et al., 2013).
    pub norm: Option<f64>,
}

const BOUND: Range = Range::at_least(0.0).above();
pub(super) const CLIPPING_VALUE: Limit = Limit::new("clipping.value", BOUND).noting(", or null for none");
pub(super) const CLIPPING_NORM: Limit = Limit::new("clipping.norm", BOUND).noting(", or null for none");
/// Of every layer that drops; the layers have the same range.
const CHANGED_DROPOUT: Limit = Limit::new("dropout", DROPOUT);

impl Clipping {
    pub(super) fn check(&self) -> Result<(), Error> {
        self.value.map_or(Ok(()), |bound| CLIPPING_VALUE.check(bound))?;
        self.norm.map_or(Ok(()), |bound| CLIPPING_NORM.check(bound))
    }
}

/// A change of what may change at a step boundary; what is left out stays.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Change {
    /// Updates made before it.
    pub step: usize,
    /// The base learning rate, which the schedule multiplies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learning_rate: Option<f64>,
    /// See [`super::RunConfig::weight_decay`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_decay: Option<f64>,
    /// Dropout rate of every layer that has one above 0, instead of its own; at least 0 and below 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropout: Option<f64>,
    /// Gradient clipping, instead of what there was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clipping: Option<Clipping>,
}

impl Change {
    /// Checks every field that is set.
    ///
    /// # Errors
    /// [`Error::Config`] names the field and its range.
    pub fn check(&self) -> Result<(), Error> {
        self.learning_rate.map_or(Ok(()), |rate| LEARNING_RATE.check(rate))?;
        self.weight_decay.map_or(Ok(()), |decay| WEIGHT_DECAY.check(decay))?;
        CHANGED_DROPOUT.check(self.dropout.unwrap_or_default())?;
        self.clipping.map_or(Ok(()), |clipping| clipping.check())
    }
}

/// What may change on the way, as it is after some of the changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InForce {
    /// The base that the schedule multiplies.
    pub learning_rate: f64,
    /// See [`RunConfig::weight_decay`].
    pub weight_decay: f64,
    /// Of every layer that drops; `None` where each has its own.
    pub dropout: Option<f64>,
    /// Bounds of the gradient.
    pub clipping: Clipping,
}

impl RunConfig {
    /// What holds once `num_updates` updates are made: the configuration, with every change made before.
    #[must_use]
    pub fn in_force(&self, num_updates: usize) -> InForce {
        let first = InForce {
            learning_rate: self.learning_rate,
            weight_decay: self.weight_decay,
            dropout: None,
            clipping: self.clipping,
        };
        let made = self.changes.iter().take_while(|change| change.step <= num_updates);
        made.fold(first, |now, change| InForce {
            learning_rate: change.learning_rate.unwrap_or(now.learning_rate),
            weight_decay: change.weight_decay.unwrap_or(now.weight_decay),
            dropout: change.dropout.or(now.dropout),
            clipping: change.clipping.unwrap_or(now.clipping),
        })
    }

    /// Lists a change that is made now: behind those of its step, before those that are still to come.
    pub(crate) fn record(&mut self, change: Change) {
        let at = self.changes.partition_point(|other| other.step <= change.step);
        self.changes.insert(at, change);
    }
}
