//! MNIST, and whatever is in its format: four IDX files in a directory.

use std::path::{Path, PathBuf};

use kiln_core::data::{Dataset, IdxFiles, idx};
use sha2::{Digest, Sha256};

use crate::file as files;

const TRAIN_IMAGES: &str = "train-images-idx3-ubyte";
const TRAIN_LABELS: &str = "train-labels-idx1-ubyte";
const TEST_IMAGES: &str = "t10k-images-idx3-ubyte";
const TEST_LABELS: &str = "t10k-labels-idx1-ubyte";
/// SHA-256 of MNIST's training images, by which MNIST is told from other data in its format.
const MNIST_TRAIN_IMAGES: &str = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db";

/// Whether any of the four files is in `directory`.
pub fn is_here(directory: &Path) -> bool {
    let all = [TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS];
    all.iter().any(|name| file(directory, name).exists())
}

/// Reads all four.
pub fn load(directory: &Path) -> Result<Dataset, String> {
    let train_images = read(directory, TRAIN_IMAGES)?;
    let data = Dataset::from_idx(IdxFiles {
        train_images: &train_images,
        train_labels: &read(directory, TRAIN_LABELS)?,
        test_images: &read(directory, TEST_IMAGES)?,
        test_labels: &read(directory, TEST_LABELS)?,
    });
    data.map_err(|error| format!("{}: {error}", directory.display()))
}

/// The file, or its gzip.
fn file(directory: &Path, name: &str) -> PathBuf {
    let plain = directory.join(name);
    if plain.exists() {
        plain
    } else {
        directory.join(format!("{name}.gz"))
    }
}

fn read(directory: &Path, name: &str) -> Result<Vec<u8>, String> {
    let path = file(directory, name);
    files::read(&path, idx::MAX_FILE).map_err(|reason| {
        format!(
            "cannot read {} ({reason}). Put MNIST's four IDX files there, plain or .gz.",
            path.display()
        )
    })
}

/// "mnist", or "idx" for anything else. The digest is of the file, decompressed, so its header is put together again.
pub fn name(data: &Dataset) -> &'static str {
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
