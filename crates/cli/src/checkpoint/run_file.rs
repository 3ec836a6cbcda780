//! A run as the page exports it, `NAME.kiln.zip` (`www/src/runs/run-file.ts` writes it): the checkpoint that is in it.

use std::fs::File;
use std::io::BufReader;

use kiln_core::checkpoint::digest;
use kiln_core::checkpoint::tensor_file::MAX_DATA;
use serde::Deserialize;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::file;

/// What a zip archive begins with.
pub const SIGNATURE: [u8; 4] = *b"PK\x03\x04";
/// The version that is read.
const VERSION: u64 = 1;
const FORMAT: &str = "kiln-run";
const HEAD: &str = "run.json";
const WEIGHTS: &str = "checkpoint.safetensors";
/// Of the description, in bytes.
const MAX_HEAD: u64 = 64 << 20;

/// Of what the page says about the run, what is needed here.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
    /// SHA-256 of the weights, in hexadecimal.
    checkpoint: Option<String>,
}

/// The bytes of its weights.
pub fn weights(file: File) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    let head = part(&mut archive, HEAD, MAX_HEAD)?.ok_or_else(foreign)?;
    let head: Head = serde_json::from_slice(&head).map_err(|_| foreign())?;
    if head.format != FORMAT {
        return Err(foreign());
    }
    if head.version > VERSION {
        return Err(format!(
            "expected a run file of version {VERSION} at most, found {}. Use a newer kiln.",
            head.version
        ));
    }
    let Some(expected) = head.checkpoint else {
        return Err(
            "the run has no weights: the page kept none. Let it make a step in the page and export it again.".into(),
        );
    };
    let missing = || format!("expected the weights {WEIGHTS}, found none. Export the run again.");
    let bytes = part(&mut archive, WEIGHTS, MAX_DATA as u64 + (16 << 20))?.ok_or_else(missing)?;
    let found = digest(&bytes);
    if found == expected {
        Ok(bytes)
    } else {
        Err(format!(
            "its weights are damaged: expected SHA-256 {expected}, found {found}. Export the run again."
        ))
    }
}

/// A file of the archive; none where there is none of that name.
fn part(archive: &mut ZipArchive<BufReader<File>>, name: &str, limit: u64) -> Result<Option<Vec<u8>>, String> {
    let entry = match archive.by_name(name) {
        Err(ZipError::FileNotFound) => return Ok(None),
        entry => entry.map_err(damaged)?,
    };
    file::at_most(entry, limit)
        .map(Some)
        .map_err(|reason| format!("{name}: {reason}. Export the run again."))
}

fn damaged(error: ZipError) -> String {
    format!("the zip archive is damaged ({error}). Export the run again.")
}

fn foreign() -> String {
    format!(
        "expected a checkpoint or a run that the page exported, found a zip archive without a run in {HEAD}. Choose another \
         file."
    )
}
