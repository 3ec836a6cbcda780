//! Classification report of a labelled set: confusion matrix, precision and recall, calibration, and the most confident
//! mistakes. Pure arithmetic on what was read back; no tensor comes here.

mod calibration;
mod confusion;
mod mistakes;

use serde::Serialize;

use confusion::Confusion;
use kiln_kernels::loss::largest;

use crate::train::loss::Loss;

pub use calibration::{Bin, Calibration, NUM_BINS};
pub use confusion::{Averages, ClassScores};
pub use mistakes::{MAX_MISTAKES, Mistake};

/// Measures of one set. Where it has no images, fractions are 0.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Images evaluated.
    pub images: usize,
    /// Mean loss; cross-entropy is in nats.
    pub loss: f32,
    /// Accuracy: fraction classified correctly, 0 to 1: the most probable class is the image's.
    pub accuracy: f32,
    /// Fraction whose class is one of the two most probable, 0 to 1.
    pub top2_accuracy: f32,
    /// Images by true class (rows) and predicted class (columns).
    pub confusion: Vec<Vec<usize>>,
    /// One entry a class.
    pub classes: Vec<ClassScores>,
    /// Mean over classes, each counted alike.
    pub macro_average: Averages,
    /// Mean over classes, each counted by its images.
    pub weighted_average: Averages,
    /// Calibration of the probabilities.
    pub calibration: Calibration,
    /// The most confident misclassified images, most confident first; at most [`MAX_MISTAKES`].
    pub mistakes: Vec<Mistake>,
    /// The class predicted for each image of the set, `[n]`; none where its label is no class.
    pub predictions: Vec<Option<usize>>,
    /// The probability of that, 0 to 1, `[n]`.
    pub confidences: Vec<f32>,
}

impl Report {
    /// From `logits` `[n, num_classes]`, row-major, of a network that was trained with the loss `criterion`; `labels`
    /// `[n]`, each below `num_classes`; and the mean `loss`, which is passed on. Of equal logits the first class counts
    /// as the more probable. A logit that is not a number is below all others, and a label that is no class is left
    /// out.
    ///
    /// ```
    /// use kiln_core::config::Loss;
    /// use kiln_core::metric::report::Report;
    ///
    /// // Three images of two classes; the last is misclassified.
    /// let report = Report::new(&[2.0, 0.0, 0.0, 1.0, 3.0, 0.0], Loss::default(), &[0, 1, 1], 2, 0.5);
    /// assert_eq!(report.confusion, [[1, 0], [1, 1]]);
    /// assert_eq!(report.classes[1].recall, Some(0.5));
    /// assert_eq!(report.mistakes[0].index, 2);
    /// ```
    #[must_use]
    pub fn new(logits: &[f32], criterion: Loss, labels: &[u8], num_classes: usize, loss: f32) -> Self {
        let rows = logits.chunks_exact(num_classes.max(1));
        let probabilities: Vec<f32> = rows.flat_map(|row| criterion.probabilities(row)).collect();
        Self::of(logits, &probabilities, labels, num_classes, loss)
    }

    /// The same, with the `probabilities` that follow from the logits. One that is not a number counts as 0.
    fn of(logits: &[f32], probabilities: &[f32], labels: &[u8], num_classes: usize, loss: f32) -> Self {
        let samples = ranked(logits, probabilities, labels, num_classes);
        let confusion = Confusion::new(&samples, num_classes);
        let mut predictions = vec![None; labels.len()];
        let mut confidences = vec![0.0; labels.len()];
        for sample in &samples {
            predictions[sample.index] = Some(sample.predicted);
            confidences[sample.index] = sample.confidence();
        }
        let among = |places: usize| samples.iter().filter(|sample| sample.rank < places).count();
        Self {
            images: samples.len(),
            loss,
            accuracy: ratio(among(1), samples.len()).unwrap_or(0.0),
            top2_accuracy: ratio(among(2), samples.len()).unwrap_or(0.0),
            classes: confusion.classes(),
            macro_average: confusion.macro_average(),
            weighted_average: confusion.weighted_average(),
            confusion: confusion.0,
            calibration: Calibration::new(&samples),
            mistakes: mistakes::most_confident(&samples),
            predictions,
            confidences,
        }
    }
}

/// One image and its prediction.
#[derive(Clone, Copy, Debug)]
struct Sample<'a> {
    /// Its place in the set, from 0.
    index: usize,
    label: usize,
    predicted: usize,
    /// Classes that come before the true one, largest logit first.
    rank: usize,
    probabilities: &'a [f32],
}

impl Sample<'_> {
    fn is_correct(&self) -> bool {
        self.label == self.predicted
    }

    /// The probability of `class`, 0 to 1 whatever was given.
    fn probability(&self, class: usize) -> f32 {
        probability(self.probabilities[class])
    }

    /// The probability of what was predicted.
    fn confidence(&self) -> f32 {
        self.probability(self.predicted)
    }
}

/// Probabilities that are NaN count as 0.
fn probability(given: f32) -> f32 {
    if given > 0.0 { given.min(1.0) } else { 0.0 }
}

/// Logits that are NaN rank last.
fn rank(logit: f32) -> f32 {
    if logit.is_nan() { f32::NEG_INFINITY } else { logit }
}

fn ranked<'a>(logits: &[f32], probabilities: &'a [f32], labels: &[u8], num_classes: usize) -> Vec<Sample<'a>> {
    let classes = num_classes.max(1);
    let rows = logits.chunks_exact(classes).zip(probabilities.chunks_exact(classes));
    let rows = rows.zip(labels).enumerate();
    rows.filter(|(_, (_, label))| usize::from(**label) < num_classes)
        .map(|(index, ((logits, probabilities), &label))| {
            let label = usize::from(label);
            let before = |class: usize| {
                let ahead = |(other, logit): (usize, &f32)| {
                    let (logit, own) = (rank(*logit), rank(logits[class]));
                    logit > own || (logit == own && other < class)
                };
                logits.iter().enumerate().filter(|other| ahead(*other)).count()
            };
            Sample {
                index,
                label,
                predicted: largest(logits),
                rank: before(label),
                probabilities,
            }
        })
        .collect()
}

/// `part / whole`; none where that is undefined.
fn ratio(part: usize, whole: usize) -> Option<f32> {
    (whole > 0).then(|| (part as f64 / whole as f64) as f32)
}

#[cfg(test)]
mod tests;
