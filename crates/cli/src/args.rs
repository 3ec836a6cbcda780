//! What can be said on the command line. What is left out comes from the preset.

use clap::{Args, Parser, Subcommand, ValueEnum};
use kiln_core::config::{OptimizerConfig, RunConfig};
use kiln_core::model::preset;

use crate::dataset::Source;

/// Train neural networks with Kiln's core, without a browser.
#[derive(Debug, Parser)]
#[command(name = "kiln", version)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Train a network and test it after every epoch.
    Train(Train),
}

/// Where a network is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DeviceName {
    /// This machine's processor, all its cores.
    Cpu,
    /// A GPU, by way of Vulkan, Metal or Direct3D 12.
    Wgpu,
}

/// One run.
#[derive(Args, Debug)]
pub struct Train {
    /// Which network: cnn-keras or mlp.
    #[arg(long, default_value = "cnn-keras")]
    pub preset: String,
    /// A directory with MNIST's four IDX files, plain or .gz; or synthetic[:N] for N built-in digits.
    #[arg(long, default_value = "synthetic")]
    pub data: Source,
    /// Passes over the training images.
    #[arg(long)]
    pub epochs: Option<usize>,
    /// Images a step.
    #[arg(long)]
    pub batch_size: Option<usize>,
    /// Size of a step.
    #[arg(long)]
    pub learning_rate: Option<f64>,
    /// The update rule.
    #[arg(long, value_parser = optimizer)]
    pub optimizer: Option<OptimizerConfig>,
    /// Draws weights, order of images, and built-in digits.
    #[arg(long)]
    pub seed: Option<u32>,
    /// Where to train.
    #[arg(long, value_enum, default_value = "cpu")]
    pub device: DeviceName,
    /// End with one line of JSON.
    #[arg(long)]
    pub json: bool,
}

impl Train {
    /// The preset's run, with what was said instead.
    pub fn config(&self) -> Result<RunConfig, kiln_core::Error> {
        let preset = preset::find(&self.preset)?.config;
        Ok(RunConfig {
            optimizer: self.optimizer.unwrap_or(preset.optimizer),
            learning_rate: self.learning_rate.unwrap_or(preset.learning_rate),
            batch_size: self.batch_size.unwrap_or(preset.batch_size),
            num_epochs: self.epochs.unwrap_or(preset.num_epochs),
            seed: self.seed.unwrap_or(preset.seed),
            ..preset
        })
    }
}

/// The rule of that name, with its usual numbers.
fn optimizer(name: &str) -> Result<OptimizerConfig, String> {
    let all = OptimizerConfig::all();
    let found = all.iter().find(|rule| rule.name() == name).copied();
    found.ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(OptimizerConfig::name).collect();
        format!("there is no such rule; there are: {}", known.join(", "))
    })
}
