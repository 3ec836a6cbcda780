//! `kiln eval`: how well a trained network reads test images, class by class.

use std::path::PathBuf;

use clap::Args;
use kiln_core::metric::report::Report;
use kiln_core::model::reader::Reader;

use crate::dataset::{self, Reading, Source};
use crate::device::DeviceOptions;
use crate::{checkpoint, output, words};

/// What is tested, and with what.
#[derive(Args, Debug)]
pub struct Eval {
    /// The network, as `kiln train --save` wrote it or the page exported it.
    #[arg(long, value_name = "FILE")]
    checkpoint: PathBuf,
    /// Whose test images are read, as for `kiln train`.
    #[arg(long)]
    data: Source,
    #[command(flatten)]
    reading: Reading,
    /// Which images are test images, or drawn [default: the checkpoint's, so that the network has not learnt from them].
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
    let data = dataset::load(&options.data, &options.reading, Some(about), seed)?.data;
    if data.class_names != about.class_names {
        let [found, expected] = [&data.class_names, &about.class_names].map(|names| output::names(names));
        output::say(&format!(
            "kiln: the classes are called {found}, but the network learnt {expected}."
        ));
    }
    let reader = Reader::new(&checkpoint, &device);
    let report = pollster::block_on(reader.report(&data.test, data.num_classes)).map_err(words)?;
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
    let share = |share: Option<f32>| share.map_or_else(|| "-".into(), |share| format!("{share:.4}"));
    let row = |name: &str, [precision, recall, f1]: [Option<f32>; 3], support: usize| {
        vec![
            name.to_owned(),
            share(precision),
            share(recall),
            share(f1),
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
        let shares = [average.precision, average.recall, average.f1].map(Some);
        row(name, shares, report.images)
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
