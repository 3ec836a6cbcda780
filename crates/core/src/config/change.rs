//! What can change while a run goes on.

use serde::{Deserialize, Serialize};

use super::{learning_rate, weight_decay};
use crate::error::{Error, Range};

/// Bounds of a step's gradient; none by default.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Clipping {
    /// Every number of the gradient is brought into `[-value, value]`; above 0.
    pub value: Option<f64>,
    /// Then the whole gradient is scaled down to this Euclidean norm if it is longer; above 0 (Pascanu et al., 2013).
    pub norm: Option<f64>,
}

impl Clipping {
    pub(super) fn check(&self) -> Result<(), Error> {
        let above = |field, bound: Option<f64>| {
            let range = Range::at_least(0.0).above();
            bound.map_or(Ok(()), |bound| range.check_and_say(field, bound, ", or null for none"))
        };
        above("clipping.value", self.value)?;
        above("clipping.norm", self.norm)
    }
}

/// A change of what may change at a step boundary; what is left out stays.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Change {
    /// Updates made before it.
    pub step: usize,
    /// The base that the schedule multiplies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learning_rate: Option<f64>,
    /// See [`super::RunConfig::weight_decay`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_decay: Option<f64>,
    /// Of every layer that drops, instead of its own rate; at least 0 and below 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropout: Option<f64>,
    /// Instead of what there was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clipping: Option<Clipping>,
}

impl Change {
    /// # Errors
    /// [`Error::Config`] names the field and its range.
    pub fn check(&self) -> Result<(), Error> {
        self.learning_rate.map_or(Ok(()), learning_rate)?;
        self.weight_decay.map_or(Ok(()), weight_decay)?;
        Range::between(0.0, 1.0)
            .below()
            .check("dropout", self.dropout.unwrap_or_default())?;
        self.clipping.map_or(Ok(()), |clipping| clipping.check())
    }
}
