//! Configurations: presets edited as JSON, and damaged as text.

use bolero::{TypeGenerator, check, produce};
use kiln_core::config::RunConfig;
use kiln_core::model::preset;

use super::damage::{Damage, Rarely};
use super::json::Edit;
use super::outcomes::Outcomes;
use super::{AT_MOST, CASES, with_peak};

#[derive(Clone, Debug, TypeGenerator)]
struct Case {
    preset: u8,
    #[generator(produce::<Vec<Edit>>().with().len(0_usize..=3))]
    edits: Vec<Edit>,
    text: Rarely<Damage>,
}

impl Case {
    fn text(&self) -> Vec<u8> {
        let presets = preset::all();
        let preset = &presets[usize::from(self.preset) % presets.len()];
        let mut value = serde_json::to_value(&preset.config).unwrap();
        self.edits.iter().for_each(|edit| edit.apply(&mut value));
        let mut text = value.to_string().into_bytes();
        self.text.get().inspect(|damage| damage.apply(&mut text));
        text
    }
}

/// Reads and checks a configuration; one that is accepted must survive being written.
fn outcome(text: &[u8]) -> &'static str {
    let Ok(config) = serde_json::from_slice::<RunConfig>(text) else {
        return "notAConfig";
    };
    let again = serde_json::from_str(&serde_json::to_string(&config).unwrap());
    assert_eq!(again.ok().as_ref(), Some(&config));
    match config.validate(28, 28, 10) {
        Ok(_) => "accepted",
        Err(error) => {
            assert!(error.to_string().len() < 2_000, "{error}");
            error.code().name()
        }
    }
}

#[test]
fn fuzz_configurations() {
    let outcomes = Outcomes::default();
    let target = check!().with_iterations(CASES).with_test_time(AT_MOST);
    target.with_type::<Case>().for_each(|case: &Case| {
        let text = case.text();
        let (outcome, peak) = with_peak(|| outcome(&text));
        assert!(
            peak < 64 * text.len() + (4 << 20),
            "{peak} bytes for a text of {}",
            text.len()
        );
        outcomes.add(outcome);
    });
    outcomes.assert_frequencies(&[
        ("accepted", 1_500),
        ("notAConfig", 1_000),
        ("config", 150),
        ("layer", 100),
    ]);
}

#[test]
fn learning_rates_round_trip_through_json() {
    let mut config = preset::all().remove(0).config;
    for power in -320..=300 {
        config.learning_rate = 10_f64.powi(power) * 1.234_567_890_123_456_7;
        let text = serde_json::to_string(&config).unwrap();
        let again: RunConfig = serde_json::from_str(&text).unwrap();
        assert_eq!(again.learning_rate, config.learning_rate);
    }
}
