//! Plausibility of a file's numbers: each is of its type, but a standard deviation is above 0, a variance is not
//! negative, and a run has not made more steps than it has.

use super::{About, CheckpointError, Standing};
use crate::data::normalize::Normalize;
use crate::event::Evaluation;
use crate::model::architecture::Architecture;

/// The largest weight, either way: the square of a larger one is no f32, so what it multiplies is not finite.
pub const MAX_WEIGHT: f32 = 1e18;

/// The least standard deviation of gray values in [0, 1] that images can have: see [`Normalize::fit`].
const MIN_STD: f64 = 1e-9;

/// Largest height and width of an image, in pixels, as of a dataset's.
const MAX_SIDE: usize = 1 << 10;

/// More updates than anyone makes.
const MAX_STEP: u64 = 1 << 31;

/// Buffers and optimizer state that are sums or means of squares, by their names in a checkpoint.
const SQUARES: [&str; 4] = ["running_var", "exp_avg_sq", "square_avg", "sum"];

/// The description, before anything is made from it.
pub(super) fn about(about: &About) -> Result<(), CheckpointError> {
    let Normalize { mean, std } = about.normalization;
    check("scale.mean", (0.0..=1.0).contains(&mean), "0 to 1", mean)?;
    check(
        "scale.std",
        (MIN_STD..=1.0).contains(&std),
        "above 0 and at most 1",
        std,
    )?;
    let [height, width] = about.size;
    let size = [height, width].iter().all(|side| (1..=MAX_SIDE).contains(side));
    check(
        "size",
        size,
        "1 to 1024 pixels high and wide",
        format!("{:?}", about.size),
    )?;
    let classes = about.class_names.len();
    check("classNames", (2..=100).contains(&classes), "2 to 100 names", classes)?;
    standing(&about.standing)
}

fn standing(standing: &Standing) -> Result<(), CheckpointError> {
    let step = standing.step;
    check("standing.step", step as u64 <= MAX_STEP, "at most 2147483648", step)?;
    let within = |field, found: Option<usize>| {
        let found = found.unwrap_or_default();
        check(field, found <= step, "at most standing.step", found)
    };
    within("standing.best.step", standing.best.map(|best| best.step))?;
    within("standing.restored", standing.restored)?;
    // An epoch has a step at least.
    within("standing.stale", Some(standing.stale))?;
    let loss = standing.best.map_or(0.0, |best| best.loss);
    check("standing.best.loss", is_loss(loss), "a loss of 0 or more", loss)?;
    let sum = standing.epoch_loss.sum;
    check("standing.epochLoss.sum", sum.is_finite(), "finite", sum)?;
    evaluation("standing.validation", standing.validation)?;
    evaluation("standing.test", standing.test)
}

/// A loss may be below 0 by rounding: on a GPU, the logarithm of 1 may be.
fn is_loss(loss: f32) -> bool {
    loss > -1e-3 && loss.is_finite()
}

fn evaluation(field: &str, found: Option<Evaluation>) -> Result<(), CheckpointError> {
    let Some(found) = found else { return Ok(()) };
    let holds = is_loss(found.loss) && (0.0..=1.0).contains(&found.accuracy) && found.correct <= found.images;
    let expected = "a loss of 0 or more, an accuracy of 0 to 1, and no more images read correctly than read";
    check(field, holds, expected, format!("{found:?}"))
}

/// Parameters under the names they have behind `prefix`.
pub(super) fn params(architecture: &Architecture, prefix: &str, params: &[Vec<f32>]) -> Result<(), CheckpointError> {
    let mut named = architecture.params.iter().zip(params);
    named.try_for_each(|(spec, values)| tensor(&format!("{prefix}{}", spec.name), &spec.name, values))
}

/// Optimizer state `kind` of parameter `name`.
pub(super) fn optimizer_state(kind: &str, name: &str, values: &[f32]) -> Result<(), CheckpointError> {
    squares(&format!("optimizer.{kind}.{name}"), kind, values)
}

fn tensor(field: &str, name: &str, values: &[f32]) -> Result<(), CheckpointError> {
    let kind = name.rsplit('.').next().unwrap_or_default();
    squares(field, kind, values)?;
    match values.iter().position(|value| value.abs() > MAX_WEIGHT) {
        None => Ok(()),
        Some(index) => check(
            &format!("{field}[{index}]"),
            false,
            "between -1e18 and 1e18",
            values[index],
        ),
    }
}

/// Sums and means of squares must not be negative.
fn squares(field: &str, kind: &str, values: &[f32]) -> Result<(), CheckpointError> {
    match values.iter().position(|value| *value < 0.0) {
        Some(index) if SQUARES.contains(&kind) => {
            check(&format!("{field}[{index}]"), false, "0 or more", values[index])
        }
        _ => Ok(()),
    }
}

fn check(field: &str, holds: bool, expected: &'static str, found: impl ToString) -> Result<(), CheckpointError> {
    if holds {
        return Ok(());
    }
    Err(CheckpointError::Value {
        field: field.to_owned(),
        expected,
        found: found.to_string(),
    })
}
