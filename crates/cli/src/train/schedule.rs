//! Schedules as words: a name, and its numbers where they are not the usual ones.

use std::str::FromStr;

use kiln_core::config::Schedule;

const EXPECTED: &str =
    "expected constant, step[:EVERY[:FACTOR]], exponential[:FACTOR], cosine[:FLOOR] or one-cycle[:RISE]";

/// `step:500:0.1` and the like. A number that is left out is the usual one; of those that count steps, that is the one
/// that suits the run, however long it turns out to be.
pub fn parse(text: &str) -> Result<Schedule, String> {
    let mut words = text.split(':');
    let name = words.next().unwrap_or_default();
    let schedule = match name {
        "constant" => Schedule::Constant {},
        "step" => Schedule::Step {
            every: said(words.next())?,
            factor: said(words.next())?.unwrap_or(0.5),
        },
        "exponential" => Schedule::Exponential {
            factor: said(words.next())?,
        },
        "cosine" => Schedule::Cosine {
            floor: said(words.next())?.unwrap_or(0.0),
        },
        "one-cycle" => Schedule::OneCycle {
            rise: said(words.next())?.unwrap_or(0.3),
        },
        _ => return Err(EXPECTED.into()),
    };
    match words.next() {
        None => Ok(schedule),
        Some(more) => Err(format!("{EXPECTED}; found {more:?} besides")),
    }
}

/// A number, or nothing: of `step::0.1`, the first is left out.
fn said<T: FromStr>(word: Option<&str>) -> Result<Option<T>, String> {
    let parse = |word: &str| {
        word.parse()
            .map_err(|_| format!("{EXPECTED}; found {word:?} for a number"))
    };
    word.filter(|word| !word.is_empty()).map(parse).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedule_words_have_default_numbers() {
        assert_eq!(parse("constant"), Ok(Schedule::Constant {}));
        assert_eq!(parse("cosine"), Ok(Schedule::Cosine { floor: 0.0 }));
        let step = |every, factor| Ok(Schedule::Step { every, factor });
        assert_eq!(parse("step:10"), step(Some(10), 0.5));
        assert_eq!(parse("step:10:0.1"), step(Some(10), 0.1));
        // Of the run, which is not known here.
        assert_eq!(parse("step"), step(None, 0.5));
        assert_eq!(parse("step::0.1"), step(None, 0.1));
        assert_eq!(parse("exponential"), Ok(Schedule::Exponential { factor: None }));
        let exponential = Schedule::Exponential { factor: Some(0.999) };
        assert_eq!(parse("exponential:0.999"), Ok(exponential));
        assert_eq!(parse("one-cycle:0.2"), Ok(Schedule::OneCycle { rise: 0.2 }));
    }

    #[test]
    fn invalid_schedules_are_refused() {
        for text in ["", "linear", "step:x", "cosine:0:0", "constant:1"] {
            assert!(parse(text).unwrap_err().starts_with("expected constant, "), "{text}");
        }
    }
}
