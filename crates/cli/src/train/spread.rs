//! Mean and spread over runs that differ in nothing but the seed, reckoned as on the page.

use serde::Serialize;

use super::summary::TrainSummary;

/// Mean, standard deviation and range of some values.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    pub count: usize,
    pub mean: f64,
    /// Standard deviation of the sample, with n - 1; 0 for a single value.
    pub deviation: f64,
    pub low: f64,
    pub high: f64,
}

impl Spread {
    /// None of no values.
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = values.len();
        if count == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / count as f64;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self {
            count,
            mean,
            deviation: if count > 1 {
                (squares / (count - 1) as f64).sqrt()
            } else {
                0.0
            },
            low: values.iter().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    }
}

/// The last line of `--seeds` with `--json`.
#[derive(Debug, Serialize)]
pub struct SeedsSummary {
    pub test_accuracy: Spread,
    pub test_loss: Spread,
    /// In the order of the seeds.
    pub runs: Vec<TrainSummary>,
}

impl SeedsSummary {
    /// None of no runs.
    pub fn new(runs: Vec<TrainSummary>) -> Option<Self> {
        let accuracies: Vec<f64> = runs.iter().map(|run| run.test_accuracy).collect();
        let losses: Vec<f64> = runs.iter().map(|run| f64::from(run.test_loss)).collect();
        Some(Self {
            test_accuracy: Spread::of(&accuracies)?,
            test_loss: Spread::of(&losses)?,
            runs,
        })
    }

    /// In words.
    pub fn text(&self) -> String {
        let Spread {
            count,
            mean,
            deviation,
            low,
            high,
        } = self.test_accuracy;
        let noun = if count == 1 { "seed" } else { "seeds" };
        format!(
            "{count} {noun}: test accuracy {mean:.4} on average, {low:.4} to {high:.4}, standard deviation \
             {deviation:.4}; test loss {:.4} on average",
            self.test_loss.mean
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn a_spread_is_mean_standard_deviation_of_the_sample_and_range() {
        let spread = Spread::of(&[0.95, 0.96, 0.94]).expect("three values");
        assert!((spread.mean - 0.95).abs() < 1e-12);
        assert!((spread.deviation - 0.01).abs() < 1e-12);
        assert_eq!((spread.low, spread.high, spread.count), (0.94, 0.96, 3));
        assert_eq!(Spread::of(&[0.5]).map(|one| one.deviation), Some(0.0));
        assert_eq!(Spread::of(&[]), None);
    }
}
