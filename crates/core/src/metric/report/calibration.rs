//! Calibration: whether probabilities can be trusted. Of the images classified with 80 % confidence, 80 % should be
//! right.

use serde::Serialize;

use super::Sample;

/// Number of bins, that of Guo et al. (2017).
pub const NUM_BINS: usize = 15;

/// Confidence against accuracy (Guo et al., 2017): images are sorted into bins of equal width by their confidence,
/// which is the probability of the class predicted. Bin `i`, from 0, holds confidences in `(i / 15, (i + 1) / 15]`.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// Mean difference of confidence and accuracy over the bins, each counted by its images, 0 to 1: the expected
    /// calibration error (eq. 3 there).
    pub expected_error: f32,
    /// Mean over images of the squared distance of all probabilities from the one-hot class, 0 to 2 (Brier, 1950).
    pub brier_score: f32,
    /// [`NUM_BINS`] of them, from the least confident on.
    pub bins: Vec<Bin>,
}

/// The images of one range of confidence.
#[cfg_attr(feature = "typescript", derive(tsify::Tsify), tsify(missing_as_null))]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bin {
    /// Images in it.
    pub count: usize,
    /// Their mean confidence; none where there are none.
    pub confidence: Option<f32>,
    /// Fraction of them that was classified correctly; none where there are none.
    pub accuracy: Option<f32>,
}

/// Sums of a bin.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: usize,
    correct: usize,
    confidence: f64,
}

impl Calibration {
    pub(super) fn new(samples: &[Sample<'_>]) -> Self {
        let mut bins = [Sums::default(); NUM_BINS];
        for sample in samples {
            let confidence = f64::from(sample.confidence());
            // A confidence of 0, which only broken probabilities have, goes into the first.
            let bin = (confidence * NUM_BINS as f64).ceil() as usize;
            let bin = &mut bins[bin.clamp(1, NUM_BINS) - 1];
            bin.count += 1;
            bin.correct += usize::from(sample.is_correct());
            bin.confidence += confidence;
        }
        let gaps = bins.iter().map(|bin| (bin.confidence - bin.correct as f64).abs());
        Self {
            expected_error: mean(gaps.sum(), samples.len()).unwrap_or(0.0),
            brier_score: mean(samples.iter().map(distance).sum(), samples.len()).unwrap_or(0.0),
            bins: bins.iter().map(Sums::bin).collect(),
        }
    }
}

impl Sums {
    fn bin(&self) -> Bin {
        Bin {
            count: self.count,
            confidence: mean(self.confidence, self.count),
            accuracy: mean(self.correct as f64, self.count),
        }
    }
}

/// Squared distance of the probabilities from the one-hot class.
fn distance(sample: &Sample<'_>) -> f64 {
    let classes = 0..sample.probabilities.len();
    let term = |class| {
        let target = f64::from(u8::from(class == sample.label));
        (f64::from(sample.probability(class)) - target).powi(2)
    };
    classes.map(term).sum()
}

fn mean(sum: f64, count: usize) -> Option<f32> {
    (count > 0).then(|| (sum / count as f64) as f32)
}
