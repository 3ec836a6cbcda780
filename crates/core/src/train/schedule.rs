//! Learning rate schedules: pure functions of the step, which a chart can draw before anything is learnt.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Limit, Range};

/// Learning rate schedule: how the learning rate changes from its base as a run goes on.
///
/// ```
/// use kiln_core::config::Schedule;
///
/// let cosine = Schedule::Cosine { floor: 0.0 };
/// assert_eq!(cosine.multiplier(1, 100, 0), 1.0);
/// assert!((cosine.multiplier(51, 100, 0) - 0.5).abs() < 1e-12);
/// // The first of four steps of warm-up.
/// assert_eq!(cosine.multiplier(1, 100, 4), 0.25);
/// ```
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Schedule {
    /// Constant. In braces, as only so unknown fields are refused.
    Constant {},
    /// Times `factor` after every `every` steps.
    Step {
        /// Steps, at least 1; a quarter of the run where it is not said.
        #[serde(default)]
        every: Option<usize>,
        /// Above 0 and at most 1.
        factor: f64,
    },
    /// Times `factor` after every step.
    Exponential {
        /// Above 0 and at most 1; what leaves a tenth after the run where it is not said.
        #[serde(default)]
        factor: Option<f64>,
    },
    /// Down to `floor` of itself at the end of the run, along half a cosine (Loshchilov & Hutter, 2017).
    Cosine {
        /// Fraction of the base that is left at the end, 0 to 1.
        #[serde(default)]
        floor: f64,
    },
    /// Up from 1/25 of itself to the base over the first fraction `rise` of the run, then down to 1/10,000 of where it
    /// began, each along half a cosine (Smith & Topin, 2019, with the numbers of PyTorch's `OneCycleLR`).
    OneCycle {
        /// Fraction of the run, above 0 and below 1.
        #[serde(default = "third")]
        rise: f64,
    },
}

impl Default for Schedule {
    fn default() -> Self {
        Self::Constant {}
    }
}

fn third() -> f64 {
    0.3
}

pub(crate) const EVERY: Limit = Limit::new("schedule.every", Range::at_least(1.0).whole()).noting(" step");
pub(crate) const FACTOR: Limit = Limit::new("schedule.factor", Range::between(0.0, 1.0).above());
pub(crate) const FLOOR: Limit = Limit::new("schedule.floor", Range::between(0.0, 1.0));
pub(crate) const RISE: Limit = Limit::new("schedule.rise", Range::between(0.0, 1.0).above().below());

impl Schedule {
    /// Every kind, with the usual numbers.
    #[must_use]
    pub fn all() -> [Self; 5] {
        [
            Self::Constant {},
            Self::Step {
                every: None,
                factor: 0.5,
            },
            Self::Exponential { factor: None },
            Self::Cosine { floor: 0.0 },
            Self::OneCycle { rise: third() },
        ]
    }

    /// Checks every field.
    ///
    /// # Errors
    /// [`Error::Config`] names the field and its range.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Self::Constant {} => Ok(()),
            Self::Step { every, factor } => {
                every.map_or(Ok(()), |every| EVERY.check(every as f64))?;
                FACTOR.check(factor)
            }
            Self::Exponential { factor } => factor.map_or(Ok(()), |factor| FACTOR.check(factor)),
            Self::Cosine { floor } => FLOOR.check(floor),
            Self::OneCycle { rise } => RISE.check(rise),
        }
    }

    /// The schedule with all its numbers; those left open are fitted to a run of `num_steps` steps: `Step` changes the
    /// rate three times on the way, and `Exponential` leaves a tenth of it.
    #[must_use]
    pub fn fitted(self, num_steps: usize) -> Self {
        match self {
            Self::Step { every: None, factor } => Self::Step {
                every: Some(num_steps.div_ceil(4).max(1)),
                factor,
            },
            Self::Exponential { factor: None } => Self::Exponential {
                factor: Some(0.1_f64.powf(1.0 / num_steps.max(1) as f64)),
            },
            Self::Constant {}
            | Self::Step { .. }
            | Self::Exponential { .. }
            | Self::Cosine { .. }
            | Self::OneCycle { .. } => self,
        }
    }

    /// The factor on the base learning rate in step `step`, from 1, of `num_steps`; at least 0 and at most 1. A linear
    /// warm-up over `warmup` steps goes in front: step 1 has `1 / warmup` of what it would have.
    #[must_use]
    pub fn multiplier(&self, step: usize, num_steps: usize, warmup: usize) -> f64 {
        let done = step.saturating_sub(1) as f64;
        let last = num_steps.saturating_sub(1) as f64;
        let multiplier = match self.fitted(num_steps) {
            Self::Step {
                every: Some(every),
                factor,
            } => factor.powf((done / every as f64).floor()),
            Self::Exponential { factor: Some(factor) } => factor.powf(done),
            // `fitted` has filled in what was left open.
            Self::Constant {} | Self::Step { .. } | Self::Exponential { .. } => 1.0,
            Self::Cosine { floor } => {
                let gone = (done / num_steps.max(1) as f64).min(1.0);
                floor + (1.0 - floor) * (1.0 + (PI * gone).cos()) / 2.0
            }
            Self::OneCycle { rise } => {
                let (start, end) = (1.0 / 25.0, 1.0 / 25.0 / 1e4);
                let top = rise * num_steps as f64 - 1.0;
                if done > top {
                    along(1.0, end, ((done - top) / (last - top)).min(1.0))
                } else {
                    along(start, 1.0, if top > 0.0 { done / top } else { 1.0 })
                }
            }
        };
        let warm = if warmup == 0 {
            1.0
        } else {
            (step as f64 / warmup as f64).min(1.0)
        };
        multiplier * warm
    }
}

/// From `a` to `b` along half a cosine, where `gone` goes from 0 to 1.
fn along(a: f64, b: f64, gone: f64) -> f64 {
    b + (a - b) * (1.0 + (PI * gone).cos()) / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_schedule() -> impl Strategy<Value = Schedule> {
        prop_oneof![
            Just(Schedule::Constant {}),
            (proptest::option::of(1..50_usize), 0.01..=1.0)
                .prop_map(|(every, factor)| Schedule::Step { every, factor }),
            proptest::option::of(0.01..=1.0).prop_map(|factor| Schedule::Exponential { factor }),
            (0.0..=1.0).prop_map(|floor| Schedule::Cosine { floor }),
            (0.01..0.99).prop_map(|rise| Schedule::OneCycle { rise }),
        ]
    }

    proptest! {
        #[test]
        fn schedule_multipliers_are_between_0_and_1(schedule in any_schedule(), num_steps in 1..400_usize, warmup in 0..50_usize) {
            prop_assert!(schedule.check().is_ok());
            for step in 1..=num_steps + 3 {
                let multiplier = schedule.multiplier(step, num_steps, warmup);
                prop_assert!((0.0..=1.0 + 1e-12).contains(&multiplier), "{schedule:?} {step} of {num_steps}: {multiplier}");
            }
        }
    }

    #[test]
    fn one_cycle_reaches_its_top_and_cosine_its_floor() {
        let multipliers = |schedule: Schedule| (1..=100).map(move |step| schedule.multiplier(step, 100, 0));
        let top = multipliers(Schedule::OneCycle { rise: 0.3 })
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap();
        assert_eq!(top, (29, 1.0));
        let last = multipliers(Schedule::Cosine { floor: 0.1 }).next_back().unwrap();
        assert!((0.1..0.101).contains(&last), "{last}");
        // A rise of one step is over before it begins.
        assert_eq!(Schedule::OneCycle { rise: 0.5 }.multiplier(1, 2, 0), 1.0);
    }

    #[test]
    fn schedules_stay_constant_after_the_last_step() {
        for (schedule, end) in [
            (Schedule::Cosine { floor: 0.1 }, 0.1),
            (Schedule::OneCycle { rise: 0.3 }, 1.0 / 25.0 / 1e4),
        ] {
            for step in [101, 102, 150, 1000] {
                let multiplier = schedule.multiplier(step, 100, 0);
                assert!((multiplier - end).abs() < 1e-12, "{schedule:?} {step}: {multiplier}");
            }
        }
    }

    #[test]
    fn schedule_defaults_depend_on_the_number_of_steps() {
        for num_steps in [1, 2, 3, 4, 5, 9, 395, 2_345, 46_900] {
            let step = Schedule::Step {
                every: None,
                factor: 0.5,
            };
            let last = step.multiplier(num_steps, num_steps, 0);
            assert!((0.125..=1.0).contains(&last), "{num_steps}: {last}");
            if num_steps >= 10 {
                assert_eq!(last, 0.125, "{num_steps}");
            }
            let exponential = Schedule::Exponential { factor: None };
            assert!(exponential.multiplier(num_steps, num_steps, 0) >= 0.1, "{num_steps}");
            let after = exponential.multiplier(num_steps + 1, num_steps, 0);
            assert!((after - 0.1).abs() < 1e-9, "{num_steps}: {after}");
        }
        let fitted = |schedule: &str| serde_json::from_str::<Schedule>(schedule).unwrap().fitted(395);
        let step = |every, factor| Schedule::Step {
            every: Some(every),
            factor,
        };
        assert_eq!(fitted(r#"{"type":"step","factor":0.2}"#), step(99, 0.2));
        // What is said holds, also what was said before there was anything to be left out.
        assert_eq!(fitted(r#"{"type":"step","every":500,"factor":0.5}"#), step(500, 0.5));
        let said = Schedule::Exponential { factor: Some(0.999) };
        assert_eq!(fitted(r#"{"type":"exponential","factor":0.999}"#), said);
    }

    #[test]
    fn ranges_are_checked() {
        for wrong in [
            Schedule::Step {
                every: Some(0),
                factor: 0.5,
            },
            Schedule::Step {
                every: Some(1),
                factor: 0.0,
            },
            Schedule::Exponential { factor: Some(1.5) },
            Schedule::Exponential { factor: Some(0.0) },
            Schedule::Cosine { floor: f64::NAN },
            Schedule::Cosine {
                floor: 1.0_f64.next_up(),
            },
            Schedule::OneCycle { rise: 0.0 },
            Schedule::OneCycle { rise: 1.0 },
        ] {
            assert_eq!(wrong.check().unwrap_err().code(), "config", "{wrong:?}");
        }
        for right in [
            Schedule::Step {
                every: Some(1),
                factor: 1.0,
            },
            Schedule::Exponential { factor: Some(1.0) },
            Schedule::Cosine { floor: 0.0 },
            Schedule::Cosine { floor: 1.0 },
        ] {
            assert!(right.check().is_ok(), "{right:?}");
        }
    }

    #[test]
    fn schedule_fields_have_defaults() {
        let read = |json: &str| serde_json::from_str::<Schedule>(json).unwrap();
        // PyTorch's `pct_start`.
        assert_eq!(read(r#"{"type":"oneCycle"}"#), Schedule::OneCycle { rise: 0.3 });
        assert_eq!(read(r#"{"type":"cosine"}"#), Schedule::Cosine { floor: 0.0 });
    }
}
