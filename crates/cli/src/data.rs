//! `kiln data`: a summary and an audit of a dataset.

use clap::Args;
use kiln_core::data::DatasetInfo;
use kiln_core::data::audit::{self, CleaningReport};
use serde::Serialize;

use crate::dataset::{self, LoadOptions, Source};
use crate::output;

/// Which dataset.
#[derive(Args, Debug)]
pub struct Data {
    /// As for `kiln train --data`.
    data: Source,
    #[command(flatten)]
    load: LoadOptions,
    /// Draws test images, or built-in digits.
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// One line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    name: String,
    #[serde(flatten)]
    info: DatasetInfo,
    cleaning: CleaningReport,
    /// Images that were left out, and why.
    unreadable: Vec<String>,
}

pub fn data(options: &Data) -> Result<(), String> {
    let loaded = dataset::load(&options.data, &options.load, None, options.seed)?;
    let answer = Answer {
        name: loaded.name,
        info: loaded.data.info(),
        cleaning: audit::report(&loaded.data),
        unreadable: loaded.unreadable,
    };
    if options.json {
        output::print_json(&answer)
    } else {
        output::print(&text(&answer))
    }
}

fn text(answer: &Answer) -> String {
    let info = &answer.info;
    let mut text = format!(
        "{}: {} training and {} test images of {} x {} pixels in {} classes\n\n",
        output::name(&answer.name),
        info.num_train,
        info.num_test,
        info.width,
        info.height,
        info.num_classes
    );
    let counts = info.train_counts.iter().zip(&info.test_counts);
    let row =
        |(name, (train, test)): (&String, (&usize, &usize))| vec![name.clone(), train.to_string(), test.to_string()];
    let rows: Vec<_> = info.class_names.iter().zip(counts).map(row).collect();
    text += &output::table(&["class", "training", "test"], &rows);
    if let Some(imbalance) = info.imbalance {
        text += &format!("\nlargest class over smallest: {imbalance:.2}\n");
    }
    let found = &answer.cleaning;
    let kinds = [
        ("same pixels as an earlier one", &found.duplicates),
        ("same pixels as one with another label", &found.conflicting),
        ("same pixels as a test image", &found.leaked),
        ("blank", &found.blank),
        ("one gray value throughout", &found.constant),
    ];
    let rows = kinds.map(|(kind, finding)| {
        let first: Vec<String> = finding.indices.iter().take(5).map(ToString::to_string).collect();
        vec![kind.to_owned(), finding.count.to_string(), first.join(" ")]
    });
    text + "\n" + &output::table(&["suspect training images", "count", "first"], &rows)
}
