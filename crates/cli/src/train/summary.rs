//! Summaries of a run, before its first step and after its last.

use kiln_core::event::Reason;
use kiln_core::metric::report::Report;
use kiln_core::train::run::Run;
use serde::Serialize;

use super::meter::Meter;
use crate::output::{self, count};

/// The last line of `--json`.
#[derive(Debug, Serialize)]
pub struct TrainSummary {
    pub preset: String,
    pub dataset: String,
    pub device: String,
    pub seed: u32,
    pub epochs: usize,
    pub steps: usize,
    /// Why it ended.
    pub reason: Option<Reason>,
    /// From the first step to the last test, both included.
    pub seconds: f64,
    /// Updates over the time spent training, tests left out; null where nothing was learnt.
    pub steps_per_second: Option<f64>,
    /// Training images over the same time.
    pub images_per_second: Option<f64>,
    /// [`gflops`] of those.
    pub gflops: Option<f64>,
    /// Mean of the last epoch's batches, each taken before its update.
    pub train_loss: Option<f64>,
    pub test_loss: f32,
    /// Fraction of the test images classified correctly.
    pub test_accuracy: f64,
    /// Mean over the classes of the fraction of each that was classified correctly.
    pub macro_recall: f32,
    pub parameters: usize,
    /// For one image, forward.
    pub multiply_adds: u64,
}

impl TrainSummary {
    /// From the run, its meter and its report.
    pub fn new(run: &Run, meter: &Meter, report: &Report) -> Self {
        let info = run.info();
        let correct: usize = (0..report.confusion.len())
            .map(|class| report.confusion[class][class])
            .sum();
        let images_per_second = meter.images_per_second();
        Self {
            preset: String::new(),
            dataset: String::new(),
            device: String::new(),
            seed: run.config().seed,
            epochs: run.step().div_ceil(info.steps_per_epoch),
            steps: run.step(),
            reason: meter.reason,
            seconds: 0.0,
            steps_per_second: meter.steps_per_second(),
            images_per_second,
            gflops: images_per_second.map(|speed| gflops(info.summary.multiply_adds, speed)),
            train_loss: meter.train_loss(),
            test_loss: report.loss,
            test_accuracy: correct as f64 / info.num_test as f64,
            macro_recall: report.macro_average.recall,
            parameters: info.summary.num_params,
            multiply_adds: info.summary.multiply_adds,
        }
    }

    /// In words.
    pub fn text(&self) -> String {
        let Self {
            test_accuracy,
            macro_recall,
            seconds,
            ..
        } = self;
        let mut text = format!("test accuracy {test_accuracy:.4}, macro recall {macro_recall:.4}\n{seconds:.1} s");
        if let (Some(steps), Some(images), Some(gflops)) = (self.steps_per_second, self.images_per_second, self.gflops)
        {
            text += &format!(
                ": {steps:.1} steps/s, {images:.0} training images/s, {gflops:.1} effective GFLOP/s \
                 (2 x 3 x {} multiply-adds x images/s)",
                count(self.multiply_adds)
            );
        }
        text
    }
}

/// Billions of floating-point operations a second. A multiply-add is 2; the backward pass costs about two forward
/// passes, one for the gradient of the inputs and one for that of the weights, which makes 3.
pub fn gflops(multiply_adds: u64, images_per_second: f64) -> f64 {
    2.0 * 3.0 * multiply_adds as f64 * images_per_second / 1e9
}

/// Before the first step.
pub fn head(name: &str, dataset: &str, run: &Run) -> String {
    let info = run.info();
    let validation = match info.num_validation {
        0 => String::new(),
        some => format!(", {some} validation"),
    };
    format!(
        "{}: {} parameters; {}: {} training{validation} and {} test images; {} steps an epoch",
        output::line(name),
        info.summary.num_params,
        output::name(dataset),
        info.num_train,
        info.num_test,
        info.steps_per_epoch
    )
}
