//! Stopping criteria: early stopping and limits that end a run before its last epoch.

use serde::{Deserialize, Serialize};

use crate::error::{ConfigProblem, ConfigRefusal, Error, Limit, Range};

/// Criteria that end a run early; none does by default.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Stopping {
    /// Steps: the run ends after so many updates; at least 1.
    pub max_steps: Option<usize>,
    /// Time: the run ends after so many seconds, above 0. Core has no clock: whoever drives the run keeps it, and ends
    /// the run.
    pub max_seconds: Option<f64>,
    /// Fraction of the validation images classified correctly after an epoch, or of the test images where none are set
    /// aside; above 0 and at most 1.
    pub target_accuracy: Option<f64>,
    /// Convergence: the validation loss no longer falls.
    pub patience: Option<Patience>,
}

/// Early stopping (Prechelt, 1998), on the validation loss.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Patience {
    /// Epochs in a row without improvement that end the run, at least 1.
    pub epochs: usize,
    /// Minimum improvement of the loss that counts, at least 0.
    #[serde(default)]
    pub min_improvement: f64,
    /// Whether the run ends with the weights of its best epoch.
    #[serde(default = "yes")]
    pub restore_best: bool,
}

fn yes() -> bool {
    true
}

pub(super) const MAX_STEPS: Limit = Limit::new("stopping.maxSteps", Range::at_least(1.0).whole());
pub(super) const MAX_SECONDS: Limit = Limit::new("stopping.maxSeconds", Range::at_least(0.0).above());
pub(super) const TARGET_ACCURACY: Limit = Limit::new("stopping.targetAccuracy", Range::between(0.0, 1.0).above());
pub(super) const EPOCHS: Limit = Limit::new("stopping.patience.epochs", Range::at_least(1.0).whole());
pub(super) const MIN_IMPROVEMENT: Limit = Limit::new("stopping.patience.minImprovement", Range::at_least(0.0));

impl Stopping {
    pub(super) fn check(&self, validation: f64) -> Result<(), Error> {
        MAX_STEPS.check(self.max_steps.unwrap_or(1) as f64)?;
        // JSON has no infinity, but a `RunConfig` made in Rust may say "no limit" so.
        let seconds = self.max_seconds.filter(|seconds| *seconds != f64::INFINITY);
        MAX_SECONDS.check(seconds.unwrap_or(1.0))?;
        TARGET_ACCURACY.check(self.target_accuracy.unwrap_or(1.0))?;
        let Some(patience) = self.patience else { return Ok(()) };
        EPOCHS.check(patience.epochs as f64)?;
        MIN_IMPROVEMENT.check(patience.min_improvement)?;
        // Early stopping needs validation images: stopping by the test images would fit the run to them.
        if validation > 0.0 {
            return Ok(());
        }
        let problem = ConfigProblem::NoValidation { found: validation };
        Err(ConfigRefusal::new("data.validation", problem).into())
    }
}
