//! Files that anyone gives: regular ones, and no larger than they may be, which is known before they are read.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Opens a file, and tells how many bytes it has. What is no regular file may wait forever, as a pipe does, or never
/// end, as a device does; so does what is behind a name in `/dev`.
pub fn open(path: &Path) -> Result<(File, u64), String> {
    let about = fs::metadata(path).map_err(|error| error.to_string())?;
    if about.is_dir() {
        return Err("it is a directory".into());
    }
    if !about.is_file() {
        return Err("it is a pipe or a device, not a file".into());
    }
    let file = File::open(path).map_err(|error| error.to_string())?;
    Ok((file, about.len()))
}

/// The bytes of a file that has `limit` at most.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let (file, length) = open(path)?;
    within(length, limit)?;
    at_most(file, limit)
}

/// Adds the next `count` bytes of a file, or fewer where there are no more.
pub fn append(file: &mut File, count: u64, bytes: &mut Vec<u8>) -> Result<(), String> {
    let read = file.take(count).read_to_end(bytes);
    read.map(drop).map_err(|error| error.to_string())
}

/// All that `source` gives, `limit` bytes at most.
pub fn at_most(source: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = source.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| error.to_string())?;
    within(bytes.len() as u64, limit)?;
    Ok(bytes)
}

fn within(length: u64, limit: u64) -> Result<(), String> {
    if length <= limit {
        Ok(())
    } else {
        Err(format!("it has more than {} MiB, which is the limit", limit >> 20))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_reading_has_a_size_limit() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(5 << 30).unwrap();
        assert!(read(file.path(), 1 << 20).unwrap_err().contains("more than 1 MiB"));
        file.as_file().set_len(1 << 20).unwrap();
        assert_eq!(read(file.path(), 1 << 20).unwrap().len(), 1 << 20);
        // Whatever a length was said to be.
        assert!(
            at_most(std::io::repeat(0), 1 << 20)
                .unwrap_err()
                .contains("more than 1 MiB")
        );
    }

    #[test]
    fn reading_a_directory_is_refused_as_such() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(read(place.path(), 1).unwrap_err(), "it is a directory");
        assert!(
            read(&place.path().join("none"), 1)
                .unwrap_err()
                .contains("No such file")
        );
    }

    #[cfg(unix)]
    #[test]
    fn devices_and_pipes_are_not_waited_for() {
        assert!(read(Path::new("/dev/zero"), 1).unwrap_err().contains("a device"));
        let place = tempfile::tempdir().unwrap();
        let pipe = place.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        assert!(read(&pipe, 1).unwrap_err().contains("a pipe"));
    }
}
