//! Confusion matrix, and precision, recall and F1 of every class.

use serde::Serialize;

use super::{Sample, ratio};

/// Images by true class (rows) and predicted class (columns).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Confusion(pub(super) Vec<Vec<usize>>);

/// Precision, recall and F1 of one class. What divides by zero is none: undefined.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClassScores {
    /// Images of the class.
    pub support: usize,
    /// Fraction of the images predicted as the class that are of it; none where there are none.
    pub precision: Option<f32>,
    /// Fraction of the class's images that were predicted as it; none where there are no images of it.
    pub recall: Option<f32>,
    /// The harmonic mean of both, `2 tp / (2 tp + fp + fn)`; none where the class has no images and is never predicted.
    pub f1: Option<f32>,
}

/// Means over classes. What is undefined counts as 0, as in scikit-learn with `zero_division=0`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Averages {
    /// See [`ClassScores::precision`].
    pub precision: f32,
    /// See [`ClassScores::recall`].
    pub recall: f32,
    /// See [`ClassScores::f1`].
    pub f1: f32,
}

impl Confusion {
    pub(super) fn new(samples: &[Sample<'_>], num_classes: usize) -> Self {
        let mut matrix = vec![vec![0; num_classes]; num_classes];
        for sample in samples {
            matrix[sample.label][sample.predicted] += 1;
        }
        Self(matrix)
    }

    /// One entry a class.
    pub(super) fn classes(&self) -> Vec<ClassScores> {
        let scores = |(class, row): (usize, &Vec<usize>)| {
            let right = row[class];
            let support = row.iter().sum();
            let predicted: usize = self.0.iter().map(|row| row[class]).sum();
            ClassScores {
                support,
                precision: ratio(right, predicted),
                recall: ratio(right, support),
                f1: ratio(2 * right, support + predicted),
            }
        };
        self.0.iter().enumerate().map(scores).collect()
    }

    /// Each class counted alike.
    pub(super) fn macro_average(&self) -> Averages {
        self.average(|_| 1.0)
    }

    /// Each class counted by its images.
    pub(super) fn weighted_average(&self) -> Averages {
        self.average(|class| class.support as f64)
    }

    fn average(&self, weight: impl Fn(&ClassScores) -> f64) -> Averages {
        let classes = self.classes();
        let total: f64 = classes.iter().map(&weight).sum();
        let mean = |score: fn(&ClassScores) -> Option<f32>| {
            let weighted = |class: &ClassScores| weight(class) * f64::from(score(class).unwrap_or(0.0));
            let sum: f64 = classes.iter().map(weighted).sum();
            if total > 0.0 { (sum / total) as f32 } else { 0.0 }
        };
        Averages {
            precision: mean(|class| class.precision),
            recall: mean(|class| class.recall),
            f1: mean(|class| class.f1),
        }
    }
}
