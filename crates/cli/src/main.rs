//! `kiln`, natively: arguments, files, clock and printing around the same core that the page runs.

mod bench;
mod checkpoint;
mod config;
mod data;
mod dataset;
mod device;
mod eval;
mod export;
mod file;
mod output;
mod picture;
mod predict;
mod presets;
mod summary;
mod train;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Train neural networks with Kiln's core, without a browser.
#[derive(Debug, Parser)]
#[command(name = "kiln", version)]
struct Arguments {
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
enum Command {
    /// Train a network and test it after every epoch.
    Train(Box<train::Train>),
    /// Test a trained network, class by class.
    Eval(eval::Eval),
    /// Classify images with a trained network.
    Predict(predict::Predict),
    /// Turn a trained network into a PyTorch or Keras script, or an ONNX file.
    Export(export::Export),
    /// Show a network layer by layer.
    Summary(summary::Summary),
    /// List the networks to begin with.
    Presets(presets::Presets),
    /// Look at a dataset: sizes, classes, and suspect images.
    Data(data::Data),
    /// Measure how fast networks learn here.
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Train(options) => train::train(options),
        Command::Eval(options) => eval::eval(options),
        Command::Predict(options) => predict::predict(options),
        Command::Export(options) => export::export(options),
        Command::Summary(options) => summary::summary(options),
        Command::Presets(options) => presets::presets(options),
        Command::Data(options) => data::data(options),
        Command::Bench(options) => bench::bench(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            output::say(&format!("kiln: {}", output::line(&reason)));
            ExitCode::FAILURE
        }
    }
}

/// Core's errors in words.
fn words(error: kiln_core::Error) -> String {
    error.to_string()
}
