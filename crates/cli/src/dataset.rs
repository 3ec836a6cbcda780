//! Datasets from files, or from core's generator.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use kiln_core::data::{Dataset, IdxFiles};
use sha2::{Digest, Sha256};

/// Where the images come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Four IDX files in a directory.
    Directory(PathBuf),
    /// So many built-in digits to train on, and a fifth as many to test with.
    Synthetic(usize),
}

const DEFAULT_SYNTHETIC: usize = 10_000;
const TRAIN_IMAGES: &str = "train-images-idx3-ubyte";
/// SHA-256 of MNIST's training images, by which MNIST is told from other data in its format.
const MNIST_TRAIN_IMAGES: &str = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db";

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "synthetic" => Ok(Self::Synthetic(DEFAULT_SYNTHETIC)),
            Some(("synthetic", count)) => count
                .parse()
                .map(Self::Synthetic)
                .map_err(|_| format!("expected synthetic:N with N a number of images, found {text:?}")),
            _ => Ok(Self::Directory(text.into())),
        }
    }
}

/// Reads or draws a dataset; gives it with the name it goes by in reports.
pub fn load(source: &Source, seed: u32) -> Result<(String, Dataset), String> {
    match source {
        Source::Synthetic(count) => {
            let data = Dataset::synthetic(*count, count.div_ceil(5), seed).map_err(|error| error.to_string())?;
            Ok((format!("synthetic:{count}"), data))
        }
        Source::Directory(directory) => {
            if !directory.is_dir() {
                let place = directory.display();
                return Err(format!(
                    "there is no directory {place}. Give one with MNIST's four IDX files to --data."
                ));
            }
            let train_images = read(directory, TRAIN_IMAGES)?;
            let data = Dataset::from_idx(IdxFiles {
                train_images: &train_images,
                train_labels: &read(directory, "train-labels-idx1-ubyte")?,
                test_images: &read(directory, "t10k-images-idx3-ubyte")?,
                test_labels: &read(directory, "t10k-labels-idx1-ubyte")?,
            });
            let data = data.map_err(|error| format!("{}: {error}", directory.display()))?;
            Ok((name(&data).into(), data))
        }
    }
}

/// The file, or its gzip.
fn read(directory: &Path, name: &str) -> Result<Vec<u8>, String> {
    let plain = directory.join(name);
    let path = if plain.exists() {
        plain
    } else {
        directory.join(format!("{name}.gz"))
    };
    fs::read(&path).map_err(|error| {
        format!(
            "cannot read {} ({error}). Put MNIST's four IDX files there, plain or .gz.",
            path.display()
        )
    })
}

/// The digest is of the file, decompressed, so its header is put together again.
fn name(data: &Dataset) -> &'static str {
    let header = [
        0x803,
        data.train.len() as u32,
        data.train.height as u32,
        data.train.width as u32,
    ];
    let header: Vec<u8> = header.into_iter().flat_map(u32::to_be_bytes).collect();
    let digest = Sha256::new()
        .chain_update(header)
        .chain_update(&data.train.images)
        .finalize();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    if digest == MNIST_TRAIN_IMAGES { "mnist" } else { "idx" }
}
