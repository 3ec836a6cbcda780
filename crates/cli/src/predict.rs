//! `kiln predict`: what a trained network makes of images.

use std::path::{Path, PathBuf};

use clap::Args;
use kiln_core::data::labelled::has_bright_border;
use kiln_core::event::Prediction;
use kiln_core::model::reader::Reader;
use serde::Serialize;

use crate::dataset::Preparing;
use crate::device::DeviceOptions;
use crate::{checkpoint, file, output, picture, words};

/// What is read, and by which network.
#[derive(Args, Debug)]
pub struct Predict {
    /// The network, as `kiln train --save` wrote it or the page exported it.
    #[arg(long, value_name = "FILE")]
    checkpoint: PathBuf,
    /// PNG or JPEG images.
    #[arg(required = true)]
    images: Vec<PathBuf>,
    #[command(flatten)]
    preparing: Preparing,
    #[command(flatten)]
    device: DeviceOptions,
    /// One line of JSON for each image.
    #[arg(long)]
    json: bool,
}

/// One image.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    image: String,
    class: usize,
    name: &'a str,
    probabilities: &'a [f32],
}

pub fn predict(options: &Predict) -> Result<(), String> {
    let device = options.device.open()?;
    let checkpoint = checkpoint::read(&options.checkpoint)?;
    let names = &checkpoint.about.class_names;
    let mut reader = Reader::new(&checkpoint, &device);
    reader.preparation = options.preparing.or(reader.preparation);
    for path in &options.images {
        let Prediction { probabilities, .. } = read(path, &reader)?;
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
        let image = path.display().to_string();
        let class = order[0];
        if options.json {
            let (name, probabilities) = (&names[class], &probabilities);
            output::print_json(&Answer {
                image,
                class,
                name,
                probabilities,
            })?;
        } else {
            let share = |&class: &usize| {
                vec![
                    format!("  {}", output::name(&names[class])),
                    format!("{:.4}", probabilities[class]),
                ]
            };
            let rows: Vec<_> = order.iter().map(share).collect();
            output::print(&format!(
                "{}: {}\n{}",
                output::line(&image),
                output::name(&names[class]),
                output::table(&["", ""], &rows).trim_start()
            ))?;
        }
    }
    Ok(())
}

fn read(path: &Path, reader: &Reader) -> Result<Prediction, String> {
    let place = path.display();
    let bytes = file::read(path, picture::MAX_FILE)
        .map_err(|reason| format!("cannot read {place} ({reason}). Give a PNG or JPEG image."))?;
    let image = picture::read(&bytes).map_err(|reason| format!("{place}: {reason}. Give another image."))?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let mut pixels = image.into_raw();
    if reader
        .preparation
        .inverted
        .unwrap_or_else(|| has_bright_border(&pixels, width, height))
    {
        pixels.iter_mut().for_each(|pixel| *pixel = 255 - *pixel);
    }
    pollster::block_on(reader.predict(&pixels, width, height)).map_err(|error| format!("{place}: {}", words(error)))
}
