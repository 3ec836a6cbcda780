//! `kiln predict`: what a trained network makes of images.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use kiln_core::data::labelled::has_bright_border;
use kiln_core::event::Prediction;
use kiln_core::model::reader::Reader;
use serde::Serialize;

use crate::dataset::Preparing;
use crate::device::DeviceOptions;
use crate::{checkpoint, output, picture, words};

/// What is read, and by which network.
#[derive(Args, Debug)]
pub struct Predict {
    /// The network, as `kiln train --save` wrote it.
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
    let checkpoint = checkpoint::read(&options.checkpoint)?;
    let names = &checkpoint.about.class_names;
    let mut reader = Reader::new(&checkpoint, &options.device.open()?);
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
            let share = |&class: &usize| vec![format!("  {}", names[class]), format!("{:.4}", probabilities[class])];
            let rows: Vec<_> = order.iter().map(share).collect();
            output::print(&format!(
                "{image}: {}\n{}",
                names[class],
                output::table(&["", ""], &rows).trim_start()
            ))?;
        }
    }
    Ok(())
}

fn read(path: &Path, reader: &Reader) -> Result<Prediction, String> {
    let place = path.display();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(picture::MAX_FILE + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("cannot read {place} ({error}). Give a PNG or JPEG image."))?;
    if bytes.len() as u64 > picture::MAX_FILE {
        let limit = picture::MAX_FILE >> 20;
        return Err(format!("{place} has more than {limit} MiB. Give a smaller image."));
    }
    let image = picture::decode(&bytes).map_err(|reason| format!("{place}: {reason}. Give another image."))?;
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
