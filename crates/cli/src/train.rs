//! `kiln train`: drives a run to its end, with a progress bar and a report.

use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use kiln_core::event::{Evaluation, TrainEvent};
use kiln_core::train::run::Run;
use serde::Serialize;

use crate::args::Train;
use crate::{dataset, device};

/// Units of work between two looks at the device: long enough for a GPU not to wait, short enough for a bar to move.
const CHUNK: usize = 10;

/// The last line of `--json`.
#[derive(Debug, Default, Serialize)]
struct Report {
    preset: String,
    dataset: String,
    device: String,
    epochs: usize,
    steps: usize,
    /// From the first step to the last test, both included.
    seconds: f64,
    /// Training images over the time spent training on them, tests left out.
    images_per_second: f64,
    /// Mean of the last epoch's batches, each taken before its update.
    train_loss: f64,
    test_loss: f64,
    test_accuracy: f64,
}

pub fn train(options: &Train) -> Result<(), String> {
    let words = |error: kiln_core::Error| error.to_string();
    let config = options.config().map_err(words)?;
    let (dataset, data) = dataset::load(&options.data, config.seed)?;
    let mut run = Run::new(config, Arc::new(data), &device::open(options.device)?).map_err(words)?;
    let info = run.info().clone();
    println!(
        "{}: {} parameters; {dataset}: {} training and {} test images; {} steps an epoch",
        options.preset, info.summary.num_params, info.num_train, info.num_test, info.steps_per_epoch
    );
    let bar = ProgressBar::new(info.num_steps as u64).with_style(style()?);
    let mut meter = Meter::default();
    let start = Instant::now();
    loop {
        let before = Instant::now();
        let events = pollster::block_on(run.advance(CHUNK)).map_err(words)?;
        if events.is_empty() {
            break;
        }
        let lines = meter.count(&events, before.elapsed());
        bar.set_position(meter.steps as u64);
        bar.set_message(format!("loss {:.4}", meter.last_loss));
        for line in lines {
            bar.suspend(|| println!("{line}"));
        }
    }
    bar.finish_and_clear();
    let report = Report {
        preset: options.preset.clone(),
        dataset,
        device: options
            .device
            .to_possible_value()
            .map_or_else(String::new, |value| value.get_name().into()),
        seconds: start.elapsed().as_secs_f64(),
        ..meter.report()
    };
    println!(
        "{:.1} s, {:.0} training images/s",
        report.seconds, report.images_per_second
    );
    if options.json {
        println!("{}", serde_json::to_string(&report).map_err(|error| error.to_string())?);
    }
    Ok(())
}

fn style() -> Result<ProgressStyle, String> {
    ProgressStyle::with_template("{bar:40} {pos}/{len} steps, {elapsed} gone, {eta} left, {msg}")
        .map_err(|error| error.to_string())
}

/// What a run's events add up to.
#[derive(Debug, Default)]
struct Meter {
    steps: usize,
    epoch: usize,
    last_loss: f32,
    /// Of the epoch under way: losses weighted by their images, and images.
    epoch_loss: (f64, usize),
    images: usize,
    training: Duration,
    test: Option<Evaluation>,
}

impl Meter {
    /// Gives a line for every evaluation among the events.
    fn count(&mut self, events: &[TrainEvent], took: Duration) -> Vec<String> {
        let mut lines = Vec::new();
        let mut units = 0_u32;
        let mut steps = 0_u32;
        for event in events {
            match *event {
                TrainEvent::Step {
                    step,
                    epoch,
                    loss,
                    images,
                    ..
                } => {
                    if epoch != self.epoch {
                        (self.epoch, self.epoch_loss) = (epoch, (0.0, 0));
                    }
                    self.epoch_loss.0 += f64::from(loss) * images as f64;
                    self.epoch_loss.1 += images;
                    (self.steps, self.last_loss) = (step, loss);
                    self.images += images;
                    steps += 1;
                    units += 1;
                }
                TrainEvent::Evaluating { .. } => units += 1,
                TrainEvent::Evaluated { epoch, test, .. } => {
                    self.test = Some(test);
                    lines.push(format!("epoch {epoch}: {}", self.epoch_line(test)));
                }
                _ => {}
            }
        }
        // A chunk that trains and tests is shared out by its units; there are two such chunks an epoch.
        self.training += took * steps / units.max(1);
        lines
    }

    fn train_loss(&self) -> f64 {
        self.epoch_loss.0 / self.epoch_loss.1.max(1) as f64
    }

    fn epoch_line(&self, test: Evaluation) -> String {
        format!(
            "train loss {:.4}, test loss {:.4}, test accuracy {:.4}",
            self.train_loss(),
            test.loss,
            test.accuracy
        )
    }

    fn report(&self) -> Report {
        Report {
            epochs: self.epoch,
            steps: self.steps,
            images_per_second: self.images as f64 / self.training.as_secs_f64(),
            train_loss: self.train_loss(),
            test_loss: self.test.map_or(f64::NAN, |test| test.loss.into()),
            test_accuracy: self
                .test
                .map_or(f64::NAN, |test| f64::from(test.correct as u32) / test.images as f64),
            ..Report::default()
        }
    }
}
