//! `kiln export`: a trained network for other programs.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use kiln_core::checkpoint::Checkpoint;
use kiln_core::export::{Format, Trained, export as exported};
use serde::Serialize;

use crate::{checkpoint, file, output, words};

/// What becomes of which network.
#[derive(Args, Debug)]
pub struct Export {
    /// The network, as `kiln train --save` wrote it or the page exported it.
    #[arg(long, value_name = "FILE")]
    checkpoint: PathBuf,
    /// What it becomes: a Python script, which loads the weights from the checkpoint beside it, or an ONNX file.
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    format: String,
    /// The file to write; a script's checkpoint is copied beside it, taken out of the run that the page exported.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// One line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    format: &'static str,
    output: &'a Path,
    bytes: usize,
    /// What a script loads.
    weights: Option<PathBuf>,
}

pub fn export(options: &Export) -> Result<(), String> {
    let format = Format::ALL.into_iter().find(|format| format.name() == options.format);
    let format = format.ok_or("there is no such format")?;
    checkpoint::check_place(&options.output)?;
    let read = checkpoint::bytes(&options.checkpoint)?;
    let checkpoint = checkpoint::parse(&options.checkpoint, &read)?;
    let weights_file = checkpoint::file_name(&options.checkpoint);
    let bytes = bytes(&checkpoint, format, &options.output, &weights_file)?;
    let weights = match format {
        Format::Onnx => None,
        Format::Pytorch | Format::Keras => Some(beside(options, &weights_file, &read)?),
    };
    checkpoint::write(&options.output, &bytes)?;
    if options.json {
        return output::print_json(&Answer {
            format: format.name(),
            output: &options.output,
            bytes: bytes.len(),
            weights,
        });
    }
    let place = options.output.display();
    let weights = weights.map_or_else(String::new, |weights| format!(", which loads {}", weights.display()));
    output::print(&format!(
        "{place}: {} for {}{weights}",
        output::count(bytes.len() as u64) + " bytes",
        format.name()
    ))
}

fn bytes(checkpoint: &Checkpoint, format: Format, output: &Path, weights_file: &str) -> Result<Vec<u8>, String> {
    let params: Vec<_> = checkpoint
        .params()
        .map(|(name, shape, values)| (name.to_owned(), shape.to_vec(), values.to_vec()))
        .collect();
    let about = &checkpoint.about;
    let name = output
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    exported(
        format,
        &Trained {
            name: &name,
            architecture: checkpoint.architecture(),
            image: about.size,
            params: &params,
            normalization: about.normalization,
            loss: about.config.loss,
            class_names: &about.class_names,
            weights_file,
        },
    )
    .map_err(words)
}

/// The checkpoint in the directory of what is written, where it is copied unless it is there.
fn beside(options: &Export, name: &str, bytes: &[u8]) -> Result<PathBuf, String> {
    let weights = options.output.with_file_name(name);
    let place = weights.display();
    if weights == options.output {
        return Err(format!("{place} is the checkpoint. Write to another file."));
    }
    if !weights.exists() {
        checkpoint::write(&weights, bytes)?;
        return Ok(weights);
    }
    match file::read(&weights, bytes.len() as u64) {
        Ok(found) if found == bytes => {}
        _ => {
            return Err(format!(
                "{place} is another file than the checkpoint, which would be copied there. Write to another directory."
            ));
        }
    }
    Ok(weights)
}
