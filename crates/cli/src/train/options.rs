//! Options of `kiln train`. What is left out comes from the preset, the file or the checkpoint that the run begins
//! with.

use std::path::PathBuf;

use clap::Args;
use kiln_core::config::{OptimizerConfig, Patience, RunConfig, Schedule};
use kiln_core::data::config::Augmentation;

use super::schedule;
use crate::dataset::{LoadOptions, Source};
use crate::device::DeviceOptions;

/// One run.
#[derive(Args, Debug)]
#[allow(
    rustdoc::broken_intra_doc_links,
    reason = "brackets in help texts say what may be left out"
)]
pub struct Train {
    /// Which network, of those that `kiln presets` lists [default: cnn-keras].
    #[arg(long)]
    pub preset: Option<String>,
    /// A run as JSON, as --print-config writes it, instead of a preset; what else is said here overrides it.
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub config: Option<PathBuf>,
    /// Go on with the run of this checkpoint, or of a run that the page exported, with the same images, as if it had
    /// never stopped.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["preset", "config", "init_from", "optimizer", "batch_size",
        "seed", "validation", "num_train"])]
    pub resume: Option<PathBuf>,
    /// Begin with the weights of this checkpoint, as far as names and shapes agree: fine-tuning.
    #[arg(long, value_name = "FILE")]
    pub init_from: Option<PathBuf>,
    /// A directory with MNIST's four IDX files, plain or .gz; a directory or .zip with a folder of images for each
    /// class; or synthetic[:N[:SEED]] for N built-in digits, drawn by the run's seed unless another is said.
    #[arg(long, default_value = "synthetic")]
    pub data: Source,
    #[command(flatten)]
    pub load: LoadOptions,
    #[command(flatten)]
    pub overrides: Overrides,
    #[command(flatten)]
    pub device: DeviceOptions,
    /// Train so many times, with this seed and those that follow upon it, on the same images, and end with mean and
    /// spread.
    #[arg(long, value_name = "N", conflicts_with_all = ["resume", "save", "log", "print_config"],
        value_parser = clap::value_parser!(u32).range(1..=100))]
    pub seeds: Option<u32>,
    /// Write a checkpoint in the end, also when interrupted.
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Write it after every N epochs as well.
    #[arg(long, value_name = "N", requires = "save", value_parser = clap::value_parser!(u32).range(1..))]
    pub save_every: Option<u32>,
    /// Write every event of the run to a file, one line of JSON each, with the seconds since the start.
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Print the run as JSON, for --config, and do nothing else.
    #[arg(long)]
    pub print_config: bool,
    /// End with one line of JSON.
    #[arg(long)]
    pub json: bool,
}

/// Instead of what the preset, file or checkpoint says.
#[derive(Args, Debug, Default)]
#[allow(
    rustdoc::broken_intra_doc_links,
    reason = "brackets in help texts say what may be left out"
)]
pub struct Overrides {
    /// Passes over the training images.
    #[arg(long)]
    pub epochs: Option<usize>,
    /// Images a step.
    #[arg(long)]
    pub batch_size: Option<usize>,
    /// Size of a step; with another --optimizer than the preset's the usual one of that, if absent.
    #[arg(long)]
    pub learning_rate: Option<f64>,
    /// How that changes: constant, step[:EVERY[:FACTOR]], exponential[:FACTOR], cosine[:FLOOR] or one-cycle[:RISE].
    /// What is left out follows the run: EVERY is a quarter of its steps, and exponential's FACTOR what leaves a tenth
    /// after them; step halves (0.5), cosine ends at 0, and one-cycle rises for 0.3 of the run.
    #[arg(long, value_parser = schedule::parse)]
    pub schedule: Option<Schedule>,
    /// Steps over which the learning rate first rises.
    #[arg(long, value_name = "STEPS")]
    pub warmup: Option<usize>,
    /// The optimizer: adam, sgd, adamw, rmsprop, adagrad or muon.
    #[arg(long, value_parser = optimizer)]
    pub optimizer: Option<OptimizerConfig>,
    /// How strongly weights are drawn towards 0.
    #[arg(long)]
    pub weight_decay: Option<f64>,
    /// Fraction of the training images set aside for validation.
    #[arg(long, value_name = "SHARE")]
    pub validation: Option<f64>,
    /// Learn from so many of the training images.
    #[arg(long, value_name = "N")]
    pub num_train: Option<usize>,
    /// Vary the training images, this strongly: 0 to 1. They are shifted, turned, scaled, sheared and bent a little, or
    /// as the run's file says.
    #[arg(long, value_name = "STRENGTH")]
    pub augment: Option<f64>,
    /// End after so many steps, over which the schedule then spreads.
    #[arg(long)]
    pub max_steps: Option<usize>,
    /// End after so many seconds.
    #[arg(long)]
    pub max_seconds: Option<f64>,
    /// End once so large a fraction of the validation images is classified correctly, or of the test images if none are
    /// set aside.
    #[arg(long, value_name = "SHARE")]
    pub target_accuracy: Option<f64>,
    /// End after so many epochs without a lower validation loss, with the best weights; takes --validation.
    #[arg(long, value_name = "EPOCHS")]
    pub patience: Option<usize>,
    /// Draws weights, order of images, and built-in digits.
    #[arg(long)]
    pub seed: Option<u32>,
}

/// The augmentation of --augment: mild enough to keep the class of an image, digits included. A shift by 2 of 28
/// pixels, a turn by 10 degrees...
const USUAL: Augmentation = Augmentation {
    strength: 1.0,
    shift: 0.08,
    rotate: 10.0,
    scale: 0.1,
    shear: 0.1,
    elastic: 1.0,
    noise: 0.0,
    erase: 0.0,
};

impl Overrides {
    /// Puts what was said into `config`.
    pub fn apply(&self, config: &mut RunConfig) {
        set(&mut config.num_epochs, self.epochs);
        set(&mut config.batch_size, self.batch_size);
        // Another optimizer takes steps of another size, unless they are said, too.
        if let Some(optimizer) = self.optimizer {
            let usual = optimizer.usual_learning_rate();
            if usual != config.optimizer.usual_learning_rate() {
                config.learning_rate = usual;
            }
        }
        set(&mut config.learning_rate, self.learning_rate);
        set(&mut config.schedule, self.schedule);
        set(&mut config.warmup_steps, self.warmup);
        set(&mut config.optimizer, self.optimizer);
        set(&mut config.weight_decay, self.weight_decay);
        set(&mut config.data.validation, self.validation);
        set(&mut config.seed, self.seed);
        if let Some(strength) = self.augment {
            let own = config.data.augmentation;
            let kinds = if (Augmentation { strength: 1.0, ..own }).is_none() {
                USUAL
            } else {
                own
            };
            config.data.augmentation = Augmentation { strength, ..kinds };
        }
        config.data.num_train = self.num_train.or(config.data.num_train);
        let stopping = &mut config.stopping;
        stopping.max_steps = self.max_steps.or(stopping.max_steps);
        stopping.max_seconds = self.max_seconds.or(stopping.max_seconds);
        stopping.target_accuracy = self.target_accuracy.or(stopping.target_accuracy);
        let patience = |epochs| Patience {
            epochs,
            min_improvement: stopping.patience.map_or(0.0, |patience| patience.min_improvement),
            restore_best: stopping.patience.is_none_or(|patience| patience.restore_best),
        };
        stopping.patience = self.patience.map(patience).or(stopping.patience);
    }
}

fn set<T>(field: &mut T, said: Option<T>) {
    if let Some(value) = said {
        *field = value;
    }
}

/// The optimizer of that name, with its usual numbers.
fn optimizer(name: &str) -> Result<OptimizerConfig, String> {
    let all = OptimizerConfig::all();
    let found = all.iter().find(|optimizer| optimizer.name() == name).copied();
    found.ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(OptimizerConfig::name).collect();
        format!("there is no such optimizer; there are: {}", known.join(", "))
    })
}
