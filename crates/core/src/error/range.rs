//! Ranges of numbers as data: what a field may be is said once, for the check, for the message and for the page.

use std::fmt;

use serde::Serialize;

use super::{ConfigRefusal, Error};

/// Which finite numbers are allowed.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The smallest; minus infinity where there is none.
    pub min: f64,
    /// The largest; infinity where there is none.
    pub max: f64,
    /// Whether `min` itself is not allowed.
    pub is_above: bool,
    /// Whether `max` itself is not allowed.
    pub is_below: bool,
    /// Whether the number is whole.
    pub is_whole: bool,
}

impl Range {
    /// `min` to `max`, both allowed.
    #[must_use]
    pub const fn between(min: f64, max: f64) -> Self {
        Self {
            min,
            max,
            is_above: false,
            is_below: false,
            is_whole: false,
        }
    }

    /// `min` and more.
    #[must_use]
    pub const fn at_least(min: f64) -> Self {
        Self::between(min, f64::INFINITY)
    }

    /// Up to `max`.
    #[must_use]
    pub const fn at_most(max: f64) -> Self {
        Self::between(f64::NEG_INFINITY, max)
    }

    /// The same range, without `min` itself.
    #[must_use]
    pub const fn above(self) -> Self {
        Self { is_above: true, ..self }
    }

    /// The same range, without `max` itself.
    #[must_use]
    pub const fn below(self) -> Self {
        Self { is_below: true, ..self }
    }

    /// Its whole numbers.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { is_whole: true, ..self }
    }

    /// Whether `value` is in it. NaN is in no range, nor is what is infinite.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        let from = if self.is_above {
            value > self.min
        } else {
            value >= self.min
        };
        let to = if self.is_below {
            value < self.max
        } else {
            value <= self.max
        };
        value.is_finite() && from && to && (!self.is_whole || value.fract() == 0.0)
    }

    /// Checks that `found`, the value of the argument `path`, is in the range.
    pub(crate) fn check(self, path: &'static str, found: f64) -> Result<(), Error> {
        Limit::new(path, self).check(found)
    }
}

/// A field of a configuration and the numbers it may be, said once: its check reads it, and so does the page, from a file
/// that [`crate::config`]'s tests write.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// As the JSON of a configuration spells it: `stopping.maxSteps`.
    pub path: &'static str,
    /// What it may be.
    pub range: Range,
    /// Words on the range, for the English message only.
    note: &'static str,
}

impl Limit {
    pub(crate) const fn new(path: &'static str, range: Range) -> Self {
        Self { path, range, note: "" }
    }

    /// The same with a few words on the range for the message.
    pub(crate) const fn noting(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// That `found` is in its range.
    pub(crate) fn check(&self, found: f64) -> Result<(), Error> {
        if self.range.contains(found) {
            return Ok(());
        }
        Err(ConfigRefusal::out_of_range(self.path, self.range, found, self.note).into())
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            min,
            max,
            is_above,
            is_below,
            ..
        } = *self;
        let is_from = min > f64::NEG_INFINITY;
        let is_to = max < f64::INFINITY;
        if is_from && is_to && !is_above && !is_below {
            return write!(f, "{min} to {max}");
        }
        if is_from {
            write!(f, "{} {min}", if is_above { "above" } else { "at least" })?;
        }
        if is_from && is_to {
            f.write_str(" and ")?;
        }
        if is_to {
            write!(f, "{} {max}", if is_below { "below" } else { "at most" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_check_and_display_their_bounds() {
        let unit = Range::between(0.0, 1.0);
        for (range, text, inside, outside) in [
            (unit, "0 to 1", [0.0, 1.0], [-0.1, 1.1]),
            (unit.above(), "above 0 and at most 1", [0.1, 1.0], [0.0, f64::NAN]),
            (unit.below(), "at least 0 and below 1", [0.0, 0.9], [1.0, -1.0]),
            (unit.above().below(), "above 0 and below 1", [0.1, 0.9], [0.0, 1.0]),
            (Range::at_least(1.0).whole(), "at least 1", [1.0, 1e9], [0.0, 1.5]),
            (
                Range::at_least(0.0).above(),
                "above 0",
                [1e-300, 1e300],
                [0.0, f64::INFINITY],
            ),
            (Range::at_most(9.0), "at most 9", [-1e9, 9.0], [9.1, f64::NEG_INFINITY]),
        ] {
            assert_eq!(range.to_string(), text);
            assert_eq!(inside.map(|value| range.contains(value)), [true; 2], "{text}");
            assert_eq!(outside.map(|value| range.contains(value)), [false; 2], "{text}");
        }
    }
}
