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
    Synthetic(usize),
}

const DEFAULT_SYNTHETIC: usize = 10_000;
/// Side of the images made of anyone's own, unless said: MNIST's.
pub const DEFAULT_SIZE: usize = 28;

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "synthetic" => Ok(Self::Synthetic(DEFAULT_SYNTHETIC)),
            Some(("synthetic", count)) => count
                .parse()
                .map(Self::Synthetic)
                .map_err(|_| format!("expected synthetic:N with N a number of images, found {text:?}")),
            _ => Ok(Self::Path(text.into())),
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
        Source::Synthetic(count) => {
            let data = Dataset::synthetic(*count, count.div_ceil(5), seed).map_err(words)?;
            Loaded::whole(format!("synthetic:{count}"), data)
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
