//! Datasets by where they are: files of MNIST's format, anyone's own images, or core's generator.

mod classes;
mod files;
mod folders;
mod idx;
mod options;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use kiln_core::checkpoint::About;
use kiln_core::data::labelled::LabelledOptions;
use kiln_core::data::{Dataset, Preprocessing};

pub use self::classes::Classes;
pub use self::options::{LoadOptions, PreprocessingOptions};
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

/// A dataset as it was loaded.
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

/// Loads or draws a dataset, and says which images could not be read. What `options` leaves open is as it was for
/// `learnt`, the run whose network the images are for, if it has learnt from others.
pub fn load(source: &Source, options: &LoadOptions, learnt: Option<&About>, seed: u32) -> Result<Loaded, String> {
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
            let before = learnt.map(|about| about.preprocessing).unwrap_or_default();
            let Preprocessing { centered, inverted } = options.preprocessing.or(before);
            let labelled = LabelledOptions {
                size: options.image_size.unwrap_or(size),
                test_share: options.test_share,
                invert: inverted,
                center: centered.unwrap_or_default(),
            };
            let (data, unreadable) = folders::load(path, &labelled, seed)?;
            Loaded {
                name: file_name(path),
                data,
                unreadable,
            }
        }
    };
    warn(&loaded.unreadable);
    if let Some(Classes(names)) = &options.classes {
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
