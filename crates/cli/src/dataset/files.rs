//! The image files of a directory or of a zip archive, by their paths in it. Names are read and compared; nothing is
//! ever written under one.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::picture::MAX_FILE;

/// Most images of a dataset.
pub const MAX_IMAGES: usize = 100_000;
/// Most entries of an archive or directory, of any kind.
const MAX_ENTRIES: usize = 2 * MAX_IMAGES;
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
    Zip(Box<ZipArchive<BufReader<File>>>),
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
        let file = File::open(path).map_err(|error| format!("cannot read {place} ({error})."))?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| {
            format!("{place}: expected a directory or a zip archive, found neither ({error}). Choose another file.")
        })?;
        Ok(Self::Zip(Box::new(archive)))
    }

    /// Every image file, in the order of the paths, so that it does not matter where they are.
    pub fn list(&self) -> Result<Vec<Entry>, String> {
        let mut entries = Vec::new();
        match self {
            Self::Directory(root) => walk(root, &mut Vec::new(), &mut 0, &mut entries)?,
            Self::Zip(archive) => {
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

    /// The bytes of one of them.
    pub fn read(&mut self, entry: &Entry) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let read = |source: &mut dyn Read, bytes: &mut Vec<u8>| source.take(MAX_FILE + 1).read_to_end(bytes);
        let done = match (self, &entry.place) {
            (Self::Zip(archive), Place::Zipped(index)) => {
                let mut file = archive.by_index(*index).map_err(|error| error.to_string())?;
                read(&mut file, &mut bytes)
            }
            (_, Place::File(path)) => File::open(path).and_then(|mut file| read(&mut file, &mut bytes)),
            (Self::Directory(_), Place::Zipped(_)) => return Err("it is in an archive".into()),
        };
        done.map_err(|error| error.to_string())?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(format!("it has more than {} MiB", MAX_FILE >> 20));
        }
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

/// What file systems and archivers put beside the files; and what is no name.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX"
}

fn is_image(name: &str) -> bool {
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg"))
}
