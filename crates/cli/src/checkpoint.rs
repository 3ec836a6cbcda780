//! Checkpoints as files, and as a part of the runs that the page exports.

mod run_file;

use std::io::{Seek, Write};
use std::path::Path;

use kiln_core::checkpoint::{Checkpoint, CheckpointError, TensorFile};
use tempfile::NamedTempFile;

use crate::{file, words};

/// The bytes of a checkpoint: those of the file, or of the weights in a run that the page exported. What a file claims
/// is looked at first, so that nothing is read which cannot be one.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let place = path.display();
    let unreadable = |reason: String| {
        format!(
            "cannot read {place} ({reason}). Give a file that `kiln train --save` wrote, or a run that the page exported."
        )
    };
    let (mut file, length) = file::open(path).map_err(unreadable)?;
    let mut start = Vec::new();
    file::append(&mut file, LENGTH, &mut start).map_err(unreadable)?;
    if start.starts_with(&run_file::SIGNATURE) {
        file.rewind().map_err(|error| unreadable(error.to_string()))?;
        return run_file::weights(file).map_err(|reason| format!("{place}: {reason}"));
    }
    let unfit = |error: CheckpointError| format!("{place}: {}", words(error.into()));
    let header = TensorFile::header_length(&start).map_err(unfit)?;
    file::append(&mut file, header as u64, &mut start).map_err(unreadable)?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    TensorFile::check_length(&start, length).map_err(unfit)?;
    let rest = length.saturating_sub(start.len());
    start.reserve_exact(rest);
    file::append(&mut file, rest as u64, &mut start).map_err(unreadable)?;
    Ok(start)
}

/// The file name of a copied checkpoint: weights that come out of a run file get a name of their own.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let plain = name
        .strip_suffix(".zip")
        .map(|name| name.strip_suffix(".kiln").unwrap_or(name));
    plain.map_or_else(|| name.to_string(), |name| format!("{name}.safetensors"))
}

/// Length of the number that a checkpoint begins with, in bytes.
const LENGTH: u64 = 8;

/// A checkpoint.
pub fn read(path: &Path) -> Result<Checkpoint, String> {
    parse(path, &bytes(path)?)
}

/// The checkpoint that the bytes of the file at `path` are.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Checkpoint, String> {
    Checkpoint::from_bytes(bytes).map_err(|error| format!("{}: {}", path.display(), words(error)))
}

/// Checks that a file can be written there, before hours are spent on what is to be in it.
pub fn check_place(path: &Path) -> Result<(), String> {
    let directory = directory(path);
    if path.is_dir() {
        Err(format!(
            "{} is a directory. Give a file in it to write to.",
            path.display()
        ))
    } else if path.exists() && !path.is_file() {
        // It would be replaced, not written to.
        Err(format!(
            "{} is a pipe or a device. Give a file to write to.",
            path.display()
        ))
    } else if directory.is_dir() {
        Ok(())
    } else {
        let place = directory.display();
        Err(format!(
            "there is no directory {place} to write a file to. Make it first."
        ))
    }
}

/// Writes all of a file or nothing: a file of that name stays as it was until the new one is whole.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let whole = || -> std::io::Result<()> {
        let mut file = temporary(directory(path))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    whole().map_err(|error| format!("cannot write {} ({error}). Choose another place.", path.display()))
}

/// As open to others as any new file, and not only to whoever wrote it.
fn temporary(directory: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(directory)
}

fn directory(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
