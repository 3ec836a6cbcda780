//! Schedules as words: a name, and its numbers where they are not the usual ones.

use std::str::FromStr;

use kiln_core::config::Schedule;

const EXPECTED: &str =
    "expected constant, step[:EVERY[:FACTOR]], exponential[:FACTOR], cosine[:FLOOR] or one-cycle[:RISE]";

/// `step:500:0.1` and the like. Without its numbers `step` halves the rate every 500 steps, `exponential` multiplies it
/// by 0.999 each step, `cosine` ends at 0, and `one-cycle` rises for 0.3 of the run.
pub fn parse(text: &str) -> Result<Schedule, String> {
    let mut words = text.split(':');
    let name = words.next().unwrap_or_default();
    let schedule = match name {
        "constant" => Schedule::Constant {},
        "step" => Schedule::Step {
            every: number(words.next(), 500)?,
            factor: number(words.next(), 0.5)?,
        },
        "exponential" => Schedule::Exponential {
            factor: number(words.next(), 0.999)?,
        },
        "cosine" => Schedule::Cosine {
            floor: number(words.next(), 0.0)?,
        },
        "one-cycle" => Schedule::OneCycle {
            rise: number(words.next(), 0.3)?,
        },
        _ => return Err(EXPECTED.into()),
    };
    match words.next() {
        None => Ok(schedule),
        Some(more) => Err(format!("{EXPECTED}; found {more:?} besides")),
    }
}

fn number<T: FromStr>(word: Option<&str>, usual: T) -> Result<T, String> {
    let parse = |word: &str| {
        word.parse()
            .map_err(|_| format!("{EXPECTED}; found {word:?} for a number"))
    };
    word.map_or(Ok(usual), parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_usual_ones_unless_given() {
        assert_eq!(parse("constant"), Ok(Schedule::Constant {}));
        assert_eq!(parse("cosine"), Ok(Schedule::Cosine { floor: 0.0 }));
        assert_eq!(parse("step:10"), Ok(Schedule::Step { every: 10, factor: 0.5 }));
        assert_eq!(parse("step:10:0.1"), Ok(Schedule::Step { every: 10, factor: 0.1 }));
        assert_eq!(parse("one-cycle:0.2"), Ok(Schedule::OneCycle { rise: 0.2 }));
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in ["", "linear", "step:x", "cosine:0:0", "constant:1"] {
            assert!(parse(text).unwrap_err().starts_with("expected constant, "), "{text}");
        }
    }
}
