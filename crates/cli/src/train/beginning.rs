//! The start of a run: a preset, a file, or a checkpoint to go on from or to take weights of.

use std::sync::Arc;

use burn::tensor::Device;
use kiln_core::checkpoint::{About, Checkpoint, digest};
use kiln_core::config::{Initialization, RunConfig};
use kiln_core::data::Dataset;
use kiln_core::model::preset;
use kiln_core::train::run::Run;

use super::options::Train;
use crate::{checkpoint, config, words};

/// A run before there are images.
#[derive(Debug)]
pub struct Beginning {
    /// What the run goes by in reports: a preset, or a file.
    pub name: String,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    New(RunConfig),
    Tuned {
        config: RunConfig,
        weights: Vec<u8>,
        learnt: Box<About>,
    },
    Resumed(Box<Checkpoint>),
}

impl Beginning {
    /// Reads the files that are named, and puts what was said on the command line into the run.
    pub fn new(options: &Train) -> Result<Self, String> {
        if let Some(path) = &options.resume {
            let mut checkpoint = checkpoint::read(path)?;
            options.overrides.apply(&mut checkpoint.about.config);
            return Ok(Self {
                name: path.display().to_string(),
                origin: Origin::Resumed(Box::new(checkpoint)),
            });
        }
        let (name, mut config) = match &options.config {
            Some(path) => (path.display().to_string(), config::read(path)?),
            None => {
                let preset = preset::find(options.preset.as_deref().unwrap_or("cnn-keras")).map_err(words)?;
                (preset.id.to_owned(), preset.config)
            }
        };
        options.overrides.apply(&mut config);
        let Some(path) = &options.init_from else {
            let origin = Origin::New(config);
            return Ok(Self { name, origin });
        };
        let weights = checkpoint::bytes(path)?;
        let learnt = Box::new(checkpoint::parse(path, &weights)?.about);
        // A file that names its weights is right about them: core refuses others.
        if !matches!(config.initialization, Initialization::Checkpoint { .. }) {
            config.initialization = Initialization::Checkpoint {
                digest: digest(&weights),
            };
        }
        let origin = Origin::Tuned {
            config,
            weights,
            learnt,
        };
        Ok(Self { name, origin })
    }

    /// The run as data.
    pub fn config(&self) -> &RunConfig {
        match &self.origin {
            Origin::New(config) | Origin::Tuned { config, .. } => config,
            Origin::Resumed(checkpoint) => &checkpoint.about.config,
        }
    }

    /// The same with another seed.
    pub fn seeded(mut self, seed: u32) -> Self {
        match &mut self.origin {
            Origin::New(config) | Origin::Tuned { config, .. } => config.seed = seed,
            Origin::Resumed(checkpoint) => checkpoint.about.config.seed = seed,
        }
        self
    }

    /// The run of the checkpoint that it goes on from or takes weights of.
    pub fn learnt(&self) -> Option<&About> {
        match &self.origin {
            Origin::New(_) => None,
            Origin::Tuned { learnt, .. } => Some(learnt),
            Origin::Resumed(checkpoint) => Some(&checkpoint.about),
        }
    }

    /// The run, at its start or where it was left.
    pub fn run(self, data: Arc<Dataset>, device: &Device) -> Result<Run, String> {
        let run = match self.origin {
            Origin::New(config) => Run::new(config, data, device),
            Origin::Tuned { config, weights, .. } => Run::fine_tune(config, data, device, &weights),
            Origin::Resumed(checkpoint) => Run::resume(*checkpoint, data, device),
        };
        run.map_err(words)
    }
}
