//! Checkpoints as files.

use std::fs;
use std::io::Write;
use std::path::Path;

use kiln_core::checkpoint::Checkpoint;
use tempfile::NamedTempFile;

use crate::words;

/// The bytes of a file of weights.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| {
        let place = path.display();
        format!("cannot read {place} ({error}). Give a file that `kiln train --save` wrote.")
    })
}

/// A checkpoint.
pub fn read(path: &Path) -> Result<Checkpoint, String> {
    parse(path, &bytes(path)?)
}

/// The checkpoint that the bytes of the file at `path` are.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Checkpoint, String> {
    Checkpoint::from_bytes(bytes).map_err(|error| format!("{}: {}", path.display(), words(error)))
}

/// That a file can be written there, before hours are spent on what is to be in it.
pub fn check_place(path: &Path) -> Result<(), String> {
    let directory = directory(path);
    if path.is_dir() {
        Err(format!(
            "{} is a directory. Give a file in it to write to.",
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
