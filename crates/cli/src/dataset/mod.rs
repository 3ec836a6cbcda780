//! Datasets by where they are: files of MNIST's format, anyone's own images, or core's generator.

mod classes;
mod files;
mod folders;
mod idx;
mod preparing;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use kiln_core::checkpoint::About;
use kiln_core::data::labelled::LabelledOptions;
use kiln_core::data::{Dataset, Preparation};

pub use self::classes::Classes;
pub use self::preparing::Preparing;
use crate::{output, words};

/// Where the images come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A directory or an archive.
    Path(PathBuf),
    /// So many built-in digits to train on, and a fifth as many to test with.
    Synthetic {
        /// Digits to train on.
        count: usize,
        /// What draws them; left open, the run's own seed does.
        seed: Option<u32>,
    },
}

const DEFAULT_SYNTHETIC: usize = 10_000;
/// Side of the images made of anyone's own, unless said: MNIST's.
pub const DEFAULT_SIZE: usize = 28;

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split(':');
        if parts.next() != Some("synthetic") {
            return Ok(Self::Path(text.into()));
        }
        let (count, seed, rest) = (parts.next(), parts.next(), parts.next());
        let count = count.map_or(Ok(DEFAULT_SYNTHETIC), str::parse);
        let seed = seed.map(str::parse).transpose();
        match (count, seed, rest) {
            (Ok(count), Ok(seed), None) => Ok(Self::Synthetic { count, seed }),
            _ => Err(format!(
                "expected synthetic, synthetic:N or synthetic:N:SEED with N a number of images, found {text:?}"
            )),
        }
    }
}

/// How a dataset is read; for anyone's own images, what is made of them.
#[derive(Args, Clone, Debug)]
pub struct Reading {
    /// Names of the classes, in the order of their labels: a,b,c or fashion-mnist.
    #[arg(long, value_name = "NAMES")]
    pub classes: Option<Classes>,
    /// Folders of images: side that they are brought to, in pixels [default: 28, or the checkpoint's].
    #[arg(long, value_name = "PIXELS")]
    pub image_size: Option<usize>,
    #[command(flatten)]
    pub preparing: Preparing,
    /// Folders of images: share that becomes test images, where there is no folder "test".
    #[arg(long, value_name = "SHARE", default_value_t = 0.2)]
    pub test_share: f64,
}

/// A dataset that was read.
#[derive(Debug)]
pub struct Loaded {
    /// As it goes by in reports.
    pub name: String,
    /// The images.
    pub data: Dataset,
    /// Images that were left out, and why.
    pub unreadable: Vec<String>,
}

impl Loaded {
    fn whole(name: String, data: Dataset) -> Self {
        Self {
            name,
            data,
            unreadable: Vec::new(),
        }
    }
}

/// Reads or draws a dataset, and says what could not be read. What `reading` leaves open is as it was for `learnt`, the
/// network that the images are for, if it has learnt from others.
pub fn load(source: &Source, reading: &Reading, learnt: Option<&About>, seed: u32) -> Result<Loaded, String> {
    let mut loaded = match source {
        Source::Synthetic { count, seed: own } => {
            let data = Dataset::synthetic(*count, count.div_ceil(5), own.unwrap_or(seed)).map_err(words)?;
            let drawn_by = own.map_or_else(String::new, |seed| format!(":{seed}"));
            Loaded::whole(format!("synthetic:{count}{drawn_by}"), data)
        }
        Source::Path(path) if idx::is_here(path) => {
            let data = idx::load(path)?;
            Loaded::whole(idx::name(&data).into(), data)
        }
        Source::Path(path) => {
            let size = learnt.map_or(DEFAULT_SIZE, |about| about.size[0]);
            let before = learnt.map(|about| about.preparation).unwrap_or_default();
            let Preparation { centered, inverted } = reading.preparing.or(before);
            let options = LabelledOptions {
                size: reading.image_size.unwrap_or(size),
                test_share: reading.test_share,
                invert: inverted,
                center: centered.unwrap_or_default(),
            };
            let (data, unreadable) = folders::load(path, &options, seed)?;
            Loaded {
                name: file_name(path),
                data,
                unreadable,
            }
        }
    };
    warn(&loaded.unreadable);
    if let Some(Classes(names)) = &reading.classes {
        let named = loaded.data.with_class_names(names.iter().cloned());
        loaded.data = named.map_err(|error| format!("--classes {}: {}", output::names(names), words(error)))?;
    }
    Ok(loaded)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Says what was left out, and the first few by name.
fn warn(unreadable: &[String]) {
    const NAMED: usize = 3;
    let (first, count) = (unreadable.iter().take(NAMED), unreadable.len());
    if count > 0 {
        output::say(&format!(
            "kiln: {count} images cannot be read and are left out, such as:"
        ));
        first.for_each(|image| output::say(&format!("  {}", output::line(image))));
    }
}
