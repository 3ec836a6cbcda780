//! `kiln presets`: the networks to begin with.

use clap::Args;
use kiln_core::config::RunConfig;
use kiln_core::model::preset::{self, Typical};
use serde::Serialize;

use crate::dataset::DEFAULT_SIZE;
use crate::output::{self, count};
use crate::words;

/// Options of `kiln presets`.
#[derive(Args, Debug)]
pub struct Presets {
    /// One line of JSON, with the whole configurations.
    #[arg(long)]
    json: bool,
}

/// Classes that the presets are made for.
pub const NUM_CLASSES: usize = 10;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: &'static str,
    description: &'static str,
    /// For images of 28 x 28 pixels in 10 classes.
    parameters: usize,
    /// For one image, forward.
    multiply_adds: u64,
    typical: Typical,
    config: RunConfig,
}

pub fn presets(options: &Presets) -> Result<(), String> {
    let rows: Vec<Row> = preset::all().into_iter().map(row).collect::<Result<_, _>>()?;
    if options.json {
        return output::print_json(&rows);
    }
    let percent = |fraction: f64| format!("{:.2} %", fraction * 100.0);
    let cells = |row: &Row| {
        vec![
            row.id.to_owned(),
            count(row.parameters as u64),
            count(row.multiply_adds),
            percent(row.typical.mnist),
            row.typical.digits.map_or_else(String::new, percent),
            row.typical.epochs.to_string(),
        ]
    };
    let table = output::table(
        &[
            "preset",
            "parameters",
            "multiply-adds",
            "on MNIST",
            "on built-in digits",
            "epochs",
        ],
        &rows.iter().map(cells).collect::<Vec<_>>(),
    );
    let descriptions = std::iter::once("").chain(rows.iter().map(|row| row.description));
    let lines = table.lines().zip(descriptions);
    let lines: Vec<String> = lines
        .map(|(line, description)| format!("{line}  {description}").trim_end().to_owned())
        .collect();
    output::print(&lines.join("\n"))
}

fn row(preset: preset::Preset) -> Result<Row, String> {
    let preset::Preset {
        id,
        description,
        typical,
        config,
    } = preset;
    let architecture =
        kiln_core::model::architecture::Architecture::new(&config.layers, [1, DEFAULT_SIZE, DEFAULT_SIZE], NUM_CLASSES)
            .map_err(words)?;
    let summary = architecture.summary();
    Ok(Row {
        id,
        description,
        parameters: summary.num_params,
        multiply_adds: summary.multiply_adds,
        typical,
        config,
    })
}
