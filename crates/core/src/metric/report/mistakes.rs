//! Most confident mistakes: misclassified images, the ones with the highest confidence first.

use serde::Serialize;

use super::Sample;

/// Number of mistakes kept: as many as a page can show.
pub const MAX_MISTAKES: usize = 50;

/// One image that was taken for something else.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mistake {
    /// Its place in the set, from 0.
    pub index: usize,
    /// Its class.
    pub label: usize,
    /// The predicted class.
    pub predicted: usize,
    /// The probability of that, 0 to 1.
    pub confidence: f32,
    /// The probability of its own class, 0 to 1.
    pub label_probability: f32,
}

/// Most confident first; of equally confident ones, in the order of the set.
pub(super) fn most_confident(samples: &[Sample<'_>]) -> Vec<Mistake> {
    let wrong = samples.iter().filter(|sample| !sample.is_correct());
    let mut mistakes: Vec<_> = wrong
        .map(|sample| Mistake {
            index: sample.index,
            label: sample.label,
            predicted: sample.predicted,
            confidence: sample.confidence(),
            label_probability: sample.probability(sample.label),
        })
        .collect();
    mistakes.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    mistakes.truncate(MAX_MISTAKES);
    mistakes
}
