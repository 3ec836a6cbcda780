//! `kiln eval`: evaluates a trained network on test images, class by class.

use std::path::PathBuf;

use clap::Args;
use kiln_core::classifier::Classifier;
use kiln_core::metric::report::Report;

use crate::dataset::{self, LoadOptions, Source};
use crate::device::DeviceOptions;
use crate::{checkpoint, output, words};

/// Options of `kiln eval`.
#[derive(Args, Debug)]
pub struct Eval {
    /// The network, as `kiln train --save` wrote it or the page exported it.
    #[arg(long, value_name = "FILE")]
    checkpoint: PathBuf,
    /// Whose test images it is evaluated on, as for `kiln train`.
    #[arg(long)]
    data: Source,
    #[command(flatten)]
    load: LoadOptions,
    /// Which images are test images, or drawn [default: the checkpoint's, so that the network has not learnt from
    /// them].
    #[arg(long)]
    seed: Option<u32>,
    #[command(flatten)]
    device: DeviceOptions,
    /// The whole report as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// With more classes a matrix no longer fits a screen.
const MOST_SHOWN: usize = 20;

pub fn eval(options: &Eval) -> Result<(), String> {
    let device = options.device.open()?;
    let checkpoint = checkpoint::read(&options.checkpoint)?;
    let about = &checkpoint.about;
    let seed = options.seed.unwrap_or(about.config.seed);
    let data = dataset::load(&options.data, &options.load, Some(about), seed)?.data;
    if data.class_names != about.class_names {
        let [found, expected] = [&data.class_names, &about.class_names].map(|names| output::names(names));
        output::say(&format!(
            "kiln: the classes are called {found}, but the network learnt {expected}."
        ));
    }
    let classifier = Classifier::new(&checkpoint, &device);
    let report = pollster::block_on(classifier.evaluate(&data.test, data.num_classes)).map_err(words)?;
    if options.json {
        output::print_json(&report)
    } else {
        output::print(&text(&report, &data.class_names))
    }
}

fn text(report: &Report, names: &[String]) -> String {
    let mut text = format!(
        "{} test images: accuracy {:.4}, top-2 accuracy {:.4}, loss {:.4}\n\
         calibration: expected error {:.4}, Brier score {:.4}\n\n",
        report.images,
        report.accuracy,
        report.top2_accuracy,
        report.loss,
        report.calibration.expected_error,
        report.calibration.brier_score
    );
    text += &scores(report, names);
    if names.len() <= MOST_SHOWN {
        text += "\nimages by true class (rows) and class read (columns)\n";
        text += &confusion(report, names);
    } else {
        text += &format!("\nThe confusion matrix of {} classes is in --json.", names.len());
    }
    text
}

fn scores(report: &Report, names: &[String]) -> String {
    let cell = |score: Option<f32>| score.map_or_else(|| "-".into(), |score| format!("{score:.4}"));
    let row = |name: &str, [precision, recall, f1]: [Option<f32>; 3], support: usize| {
        vec![
            name.to_owned(),
            cell(precision),
            cell(recall),
            cell(f1),
            support.to_string(),
        ]
    };
    let classes = names.iter().zip(&report.classes);
    let classes = classes.map(|(name, class)| row(name, [class.precision, class.recall, class.f1], class.support));
    let averages = [
        ("macro average", &report.macro_average),
        ("weighted average", &report.weighted_average),
    ];
    let averages = averages.map(|(name, average)| {
        let values = [average.precision, average.recall, average.f1].map(Some);
        row(name, values, report.images)
    });
    let rows: Vec<_> = classes.chain(averages).collect();
    output::table(&["class", "precision", "recall", "F1", "images"], &rows)
}

fn confusion(report: &Report, names: &[String]) -> String {
    let head: Vec<&str> = std::iter::once("").chain(names.iter().map(String::as_str)).collect();
    let row = |(name, counts): (&String, &Vec<usize>)| {
        let counts = counts
            .iter()
            .map(|count| if *count == 0 { ".".into() } else { count.to_string() });
        std::iter::once(name.clone()).chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = names.iter().zip(&report.confusion).map(row).collect();
    output::table(&head, &rows)
}
