//! What a network makes of a whole labelled set, in numbers: which classes it confuses, how far its probabilities can be
//! trusted, and where it is most sure and wrong. Pure arithmetic on what was read back; no tensor comes here.

mod calibration;
mod confusion;
mod mistakes;

use serde::Serialize;

use confusion::Confusion;

pub use calibration::{Bin, Calibration, NUM_BINS};
pub use confusion::{Averages, ClassScores};
pub use mistakes::{MAX_MISTAKES, Mistake};

/// Measures of one set. Where nothing was read, shares are 0.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Images read.
    pub images: usize,
    /// Mean loss; cross-entropy is in nats.
    pub loss: f32,
    /// Share read correctly, 0 to 1: the most probable class is the image's.
    pub accuracy: f32,
    /// Share whose class is one of the two most probable, 0 to 1.
    pub top2_accuracy: f32,
    /// Images by true class (rows) and predicted class (columns).
    pub confusion: Vec<Vec<usize>>,
    /// One entry a class.
    pub classes: Vec<ClassScores>,
    /// Mean over classes, each counted alike.
    pub macro_average: Averages,
    /// Mean over classes, each counted by its images.
    pub weighted_average: Averages,
    /// Whether probabilities are what they claim to be.
    pub calibration: Calibration,
    /// Of the images read wrongly, those with the most confidence, most confident first; at most [`MAX_MISTAKES`].
    pub mistakes: Vec<Mistake>,
    /// The class predicted for each image of the set, `[n]`; none where its label is no class.
    pub predictions: Vec<Option<usize>>,
    /// The probability of that, 0 to 1, `[n]`.
    pub confidences: Vec<f32>,
}

impl Report {
    /// From `probabilities` `[n, num_classes]`, row-major, each row summing to 1; `labels` `[n]`, each below
    /// `num_classes`; and the mean `loss`, which is passed on. Of equally probable classes the first counts as the more
    /// probable. A probability that is not a number counts as 0, and a label that is no class is left out.
    #[must_use]
    pub fn new(probabilities: &[f32], labels: &[u8], num_classes: usize, loss: f32) -> Self {
        let samples = read(probabilities, labels, num_classes);
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
            accuracy: share(among(1), samples.len()).unwrap_or(0.0),
            top2_accuracy: share(among(2), samples.len()).unwrap_or(0.0),
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

/// One image, as it was read.
#[derive(Clone, Copy, Debug)]
struct Sample<'a> {
    /// Its place in the set, from 0.
    index: usize,
    label: usize,
    predicted: usize,
    /// Classes that come before the true one, most probable first.
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

/// What is no number is not above 0.
fn probability(given: f32) -> f32 {
    if given > 0.0 { given.min(1.0) } else { 0.0 }
}

fn read<'a>(probabilities: &'a [f32], labels: &[u8], num_classes: usize) -> Vec<Sample<'a>> {
    let rows = probabilities.chunks_exact(num_classes.max(1)).zip(labels).enumerate();
    rows.filter(|(_, (_, label))| usize::from(**label) < num_classes)
        .map(|(index, (row, &label))| {
            let label = usize::from(label);
            let before = |class: usize| {
                let others = row.iter().enumerate();
                let ahead = |(other, p): (usize, &f32)| {
                    let (p, own) = (probability(*p), probability(row[class]));
                    p > own || (p == own && other < class)
                };
                others.filter(|other| ahead(*other)).count()
            };
            let predicted = (0..num_classes).find(|class| before(*class) == 0).unwrap_or(0);
            Sample {
                index,
                label,
                predicted,
                rank: before(label),
                probabilities: row,
            }
        })
        .collect()
}

/// `part / whole`; none where that is undefined.
fn share(part: usize, whole: usize) -> Option<f32> {
    (whole > 0).then(|| (part as f64 / whole as f64) as f32)
}

#[cfg(test)]
mod tests;
