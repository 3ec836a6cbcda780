//! `kiln summary`: a network layer by layer.

use std::path::PathBuf;

use clap::Args;
use kiln_core::config::LayerConfig;
use kiln_core::model::architecture::{Architecture, LayerSummary};
use kiln_core::model::preset;
use serde::Serialize;

use crate::dataset::DEFAULT_SIZE;
use crate::output::{self, count};
use crate::presets::NUM_CLASSES;
use crate::{checkpoint, config, words};

/// Which network, and the images it is for.
#[derive(Args, Debug)]
pub struct Summary {
    /// A network that `kiln presets` lists.
    #[arg(required_unless_present_any = ["config", "checkpoint"])]
    preset: Option<String>,
    /// A run as JSON instead.
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    config: Option<PathBuf>,
    /// A checkpoint, or a run that the page exported, instead.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["preset", "config", "image_size", "num_classes"])]
    checkpoint: Option<PathBuf>,
    /// Height and width of its images, in pixels.
    #[arg(long, value_name = "PIXELS", default_value_t = DEFAULT_SIZE as u16, value_parser = clap::value_parser!(u16).range(1..=1024))]
    image_size: u16,
    /// Classes that it tells apart.
    #[arg(long, value_name = "N", default_value_t = NUM_CLASSES)]
    num_classes: usize,
    /// One line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    name: String,
    /// `[channels, height, width]`
    image: [usize; 3],
    layers: Vec<Row>,
    num_params: usize,
    multiply_adds: u64,
    image_bytes: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    layer: &'static str,
    output: Vec<usize>,
    num_params: usize,
    multiply_adds: u64,
    /// Of a block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    layers: Vec<Row>,
}

pub fn summary(options: &Summary) -> Result<(), String> {
    let mut image = [1, options.image_size.into(), options.image_size.into()];
    let mut num_classes = options.num_classes;
    let (name, layers) = match (&options.preset, &options.config, &options.checkpoint) {
        (_, _, Some(path)) => {
            let about = checkpoint::read(path)?.about;
            image = [1, about.size[0], about.size[1]];
            num_classes = about.class_names.len();
            let name = format!("{}, after step {}", path.display(), about.standing.step);
            (name, about.config.layers)
        }
        (_, Some(path), None) => (path.display().to_string(), config::read(path)?.layers),
        (preset, None, None) => {
            let preset = preset::find(preset.as_deref().unwrap_or_default()).map_err(words)?;
            (preset.id.to_owned(), preset.config.layers)
        }
    };
    let answer = answer(name, &layers, image, num_classes)?;
    if options.json {
        output::print_json(&answer)
    } else {
        output::print(&text(&answer))
    }
}

fn answer(name: String, layers: &[LayerConfig], image: [usize; 3], num_classes: usize) -> Result<Answer, String> {
    let architecture = Architecture::new(layers, image, num_classes).map_err(words)?;
    let summary = architecture.summary();
    Ok(Answer {
        name,
        image,
        layers: rows(layers, &summary.layers),
        num_params: summary.num_params,
        multiply_adds: summary.multiply_adds,
        image_bytes: summary.image_bytes,
    })
}

fn rows(layers: &[LayerConfig], summaries: &[LayerSummary]) -> Vec<Row> {
    let row = |(layer, summary): (&LayerConfig, &LayerSummary)| Row {
        layer: layer.name(),
        output: summary.output.clone(),
        num_params: summary.num_params,
        multiply_adds: summary.multiply_adds,
        layers: rows(layer.within(), &summary.layers),
    };
    layers.iter().zip(summaries).map(row).collect()
}

fn text(answer: &Answer) -> String {
    let mut rows = vec![cells("image", &answer.image, 0, 0)];
    lines(&answer.layers, "", &mut rows);
    rows.push(cells("all", &[], answer.num_params, answer.multiply_adds));
    let table = output::table(&["layer", "output", "parameters", "multiply-adds"], &rows);
    let kib = |bytes: usize| count(bytes.div_ceil(1 << 10) as u64);
    format!(
        "{}\n\n{table}\nmemory: about {} KiB an image of a step, and {} KiB for the parameters",
        output::line(&answer.name),
        kib(answer.image_bytes),
        kib(answer.num_params * size_of::<f32>())
    )
}

/// A line a layer, those within a block below it and further right.
fn lines(layers: &[Row], indent: &str, rows: &mut Vec<Vec<String>>) {
    for row in layers {
        let name = format!("{indent}{}", row.layer);
        rows.push(cells(&name, &row.output, row.num_params, row.multiply_adds));
        lines(&row.layers, &format!("{indent}  "), rows);
    }
}

fn cells(layer: &str, output: &[usize], params: usize, adds: u64) -> Vec<String> {
    let sides: Vec<String> = output.iter().map(ToString::to_string).collect();
    vec![layer.to_owned(), sides.join(" x "), count(params as u64), count(adds)]
}
