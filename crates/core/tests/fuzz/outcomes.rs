//! Which ends the cases of a target came to: a target that only ever sees the first check tests nothing.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// How often each outcome came.
#[derive(Default)]
pub struct Outcomes(Mutex<BTreeMap<String, usize>>);

impl Outcomes {
    pub fn add(&self, outcome: &str) {
        let mut counts = self.0.lock().unwrap();
        *counts.entry(outcome.to_owned()).or_default() += 1;
    }

    /// Each outcome must be at least so many of 10,000 cases.
    pub fn assert_frequencies(&self, frequencies: &[(&str, usize)]) {
        let counts = self.0.lock().unwrap();
        let all: usize = counts.values().sum();
        for (outcome, frequency) in frequencies {
            let count = counts.get(*outcome).copied().unwrap_or(0);
            assert!(
                count * 10_000 >= all * frequency,
                "{outcome}: {count} of {all}; all: {counts:?}"
            );
        }
    }
}
