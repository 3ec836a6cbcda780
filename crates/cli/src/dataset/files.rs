//! The image files of a directory or of a zip archive, by their paths in it. Names are read and compared; nothing is
//! ever written under one.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::file;
use crate::picture::MAX_FILE;

/// Most images of a dataset.
pub const MAX_IMAGES: usize = 100_000;
/// Most entries of an archive or directory, of any kind.
const MAX_ENTRIES: usize = 2 * MAX_IMAGES;
/// Limits of what an archive may unpack to: this much in any case, and so many times its own size beyond. Images hardly
/// become smaller in an archive.
const MAX_UNPACKED: u64 = 1 << 30;
const MAX_RATIO: u64 = 20;
/// Folders within folders: enough for any dataset, and an end to links that lead in circles.
const MAX_DEPTH: usize = 6;

/// One image file.
#[derive(Debug)]
pub struct Entry {
    /// The folders it is in, outermost first, and its name.
    pub path: Vec<String>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    Zipped(usize),
}

/// Where files are read from.
#[derive(Debug)]
pub enum Files {
    Directory(PathBuf),
    Zip {
        archive: Box<ZipArchive<BufReader<File>>>,
        /// Bytes that it may unpack to, and those of them that are left: what it says of itself may be wrong.
        limit: u64,
        left: u64,
    },
}

impl Files {
    pub fn open(path: &Path) -> Result<Self, String> {
        let place = path.display();
        if path.is_dir() {
            return Ok(Self::Directory(path.to_owned()));
        }
        if !path.exists() {
            return Err(format!(
                "there is no directory {place}. Give --data one with MNIST's four IDX files, one with a folder of images \
                 for each class, or a .zip of the latter."
            ));
        }
        let (mut file, length) = file::open(path).map_err(|reason| format!("cannot read {place} ({reason})."))?;
        let neither = |reason: String| {
            format!("{place}: expected a directory or a zip archive, found neither ({reason}). Choose another file.")
        };
        let mut start = Vec::new();
        file::append(&mut file, 2, &mut start).map_err(neither)?;
        if start != b"PK" {
            return Err(neither("it does not begin as one".into()));
        }
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| neither(error.to_string()))?;
        let mut archive = Box::new(archive);
        let limit = MAX_UNPACKED.max(length.saturating_mul(MAX_RATIO));
        if archive.decompressed_size().is_some_and(|size| size > limit.into()) {
            return Err(format!("{place}: {}", unpacks_to_too_much(limit)));
        }
        if archive
            .has_overlapping_files()
            .map_err(|error| neither(error.to_string()))?
        {
            return Err(format!(
                "{place}: expected files one after the other, found some that share their bytes. Make the archive again."
            ));
        }
        let left = limit;
        Ok(Self::Zip { archive, limit, left })
    }

    /// Every image file, in the order of the paths, so that it does not matter where they are.
    pub fn list(&self) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        match self {
            Self::Directory(root) => walk(root, &mut Vec::new(), &mut 0, &mut entries)?,
            Self::Zip { archive, .. } => {
                enough(archive.len(), MAX_ENTRIES)?;
                for index in 0..archive.len() {
                    let Some(Ok(name)) = archive.name_for_index(index) else {
                        continue;
                    };
                    let parts = name.split(['/', '\\']).filter(|part| !part.is_empty());
                    let path: Vec<String> = parts.map(str::to_owned).collect();
                    if path.iter().all(|part| !is_hidden(part)) && path.last().is_some_and(|name| is_image(name)) {
                        let place = Place::Zipped(index);
                        entries.push(Entry { path, place });
                    }
                }
            }
        }
        enough(entries.len(), MAX_IMAGES)?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    /// The bytes of one of them, or why there are none; an archive that unpacks to more than it may is refused as a
    /// whole.
    pub fn read(&mut self, entry: &Entry) -> Result<Result<Vec<u8>, String>, String> {
        let (archive, limit, left, index) = match (self, &entry.place) {
            (Self::Zip { archive, limit, left }, Place::Zipped(index)) => (archive, *limit, left, *index),
            (_, Place::File(path)) => return Ok(file::read(path, MAX_FILE)),
            (Self::Directory(_), Place::Zipped(_)) => return Ok(Err("it is in an archive".into())),
        };
        let bytes = match archive.by_index(index) {
            Ok(file) => file::at_most(file, MAX_FILE),
            Err(error) => Err(error.to_string()),
        };
        // One that is too long or damaged may have been unpacked as far as that.
        let unpacked = bytes.as_ref().map_or(MAX_FILE, |bytes| bytes.len() as u64);
        *left = left.checked_sub(unpacked).ok_or_else(|| unpacks_to_too_much(limit))?;
        Ok(bytes)
    }
}

fn walk(directory: &Path, path: &mut Vec<String>, seen: &mut usize, entries: &mut Vec<Entry>) -> Result<(), String> {
    let named = |error| format!("cannot read {} ({error}).", directory.display());
    for file in fs::read_dir(directory).map_err(named)? {
        let file = file.map_err(named)?;
        let name = file.file_name().to_string_lossy().into_owned();
        *seen += 1;
        enough(*seen, MAX_ENTRIES)?;
        if is_hidden(&name) {
            continue;
        }
        let place = file.path();
        path.push(name);
        if place.is_dir() {
            if path.len() <= MAX_DEPTH {
                walk(&place, path, seen, entries)?;
            }
        } else if path.last().is_some_and(|name| is_image(name)) {
            entries.push(Entry {
                path: path.clone(),
                place: Place::File(place),
            });
        }
        path.pop();
    }
    Ok(())
}

fn enough(count: usize, limit: usize) -> Result<(), String> {
    if count <= limit {
        Ok(())
    } else {
        Err(format!(
            "there are more than {limit} files, which is the limit. Choose fewer."
        ))
    }
}

fn unpacks_to_too_much(limit: u64) -> String {
    format!(
        "the archive unpacks to more than {} MiB, which is the limit for one of its size. Choose images that were packed as \
         they are.",
        limit >> 20
    )
}

/// Hidden files, and what archivers put beside the files.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX"
}

fn is_image(name: &str) -> bool {
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg"))
}
