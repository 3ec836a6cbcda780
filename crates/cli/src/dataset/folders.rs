//! Anyone's own images: one folder for each class, or such folders within `train` and `test`.

use std::collections::BTreeSet;
use std::path::Path;

use kiln_core::data::Dataset;
use kiln_core::data::labelled::{LabelledBuilder, LabelledImage, LabelledOptions};

use super::files::Files;
use crate::{output, picture, words};

/// Most pixels of all images together, as they are learnt from, in bytes: twice what a file of MNIST's format may have.
const MAX_PIXELS: usize = 1 << 29;

/// Pixels that are decoded in any case, and so many for each byte of the files beyond: a photo has 5 to 50, a scan in
/// black and white 300. A few kilobytes can claim 67 million, and a folder of such files would keep a processor busy
/// for hours.
const MAX_DECODED: u64 = 1 << 28;
const MAX_RATIO: u64 = 500;

/// Reads the images of a directory or archive; gives the dataset, and which images could not be read and why.
pub fn load(path: &Path, options: &LabelledOptions, seed: u32) -> Result<(Dataset, Vec<String>), String> {
    let mut files = Files::open(path)?;
    let entries = files.list()?;
    let folders: Vec<&[String]> = entries
        .iter()
        .map(|entry| &entry.path[..entry.path.len() - 1])
        .collect();
    let places = arrange(&folders);
    let names = class_names(&places);
    if names.is_empty() {
        return Err(format!(
            "{}: expected one folder of PNG or JPEG images for each class, or MNIST's four IDX files \
             (train-images-idx3-ubyte.gz and so on), found neither. Choose another place.",
            path.display()
        ));
    }
    let mut unreadable = Vec::new();
    let (mut length, mut decoded) = (0, 0);
    let refused = |error, unreadable: &[String]| {
        // What is left out may be why there is no dataset, so it is told as well.
        let left_out = unreadable.first().map_or_else(String::new, |first| {
            format!(
                " ({} images were left out, such as {})",
                unreadable.len(),
                output::name(first)
            )
        });
        format!("{}: {}{left_out}", path.display(), words(error))
    };
    let mut builder = LabelledBuilder::new(names.clone(), options).map_err(|error| refused(error, &[]))?;
    room(entries.len(), options.size)?;
    for (entry, place) in entries.iter().zip(&places) {
        let image = match place {
            None => Err("it is in no class's folder".into()),
            Some(place) => files
                .read(entry)?
                .and_then(|bytes| {
                    length += bytes.len() as u64;
                    picture::read(&bytes, &mut decoded)
                })
                .map(|image| (place, image)),
        };
        worthwhile(decoded, length).map_err(|reason| format!("{}: {reason}", path.display()))?;
        match image {
            Ok((place, image)) => {
                let image = LabelledImage {
                    height: image.height() as usize,
                    width: image.width() as usize,
                    pixels: image.into_raw(),
                    class: names.iter().position(|name| name == place.class).unwrap_or_default(),
                    test: place.test,
                };
                builder.add(image).map_err(|error| refused(error, &unreadable))?;
            }
            Err(reason) => unreadable.push(format!("{}: {reason}", entry.path.join("/"))),
        }
    }
    let data = builder.finish(seed).map_err(|error| refused(error, &unreadable))?;
    Ok((data, unreadable))
}

/// Checks that so many images of `size` pixels along each side fit the memory.
fn room(count: usize, size: usize) -> Result<(), String> {
    if count.saturating_mul(size).saturating_mul(size) <= MAX_PIXELS {
        Ok(())
    } else {
        Err(format!(
            "there are {count} images, which at {size} x {size} pixels take more than {} MiB. Choose fewer, or a smaller \
             --image-size.",
            MAX_PIXELS >> 20
        ))
    }
}

/// Checks that so many pixels are plausible for files of `length` bytes in all.
fn worthwhile(decoded: u64, length: u64) -> Result<(), String> {
    if decoded <= MAX_DECODED.max(length.saturating_mul(MAX_RATIO)) {
        Ok(())
    } else {
        Err(format!(
            "the images so far have {decoded} pixels in {length} bytes, which is more than pictures of anything have. \
             Choose others, or make them smaller."
        ))
    }
}

/// Class and split of an image, from its path.
#[derive(Debug, PartialEq, Eq)]
struct Place<'a> {
    class: &'a str,
    test: Option<bool>,
}

/// From the folders of each image; none for an image in no folder. Folders that all images share say nothing and are
/// left away.
fn arrange<'a>(folders: &[&'a [String]]) -> Vec<Option<Place<'a>>> {
    let mut rest: Vec<&[String]> = folders.iter().copied().filter(|path| !path.is_empty()).collect();
    let mut shared = 0;
    while let Some([first, _, ..]) = rest.first() {
        let same = |path: &&[String]| path.len() > 1 && path[0] == *first;
        if !rest.iter().all(same) {
            break;
        }
        rest.iter_mut().for_each(|path| *path = &path[1..]);
        shared += 1;
    }
    let outer: BTreeSet<String> = rest.iter().map(|path| path[0].to_lowercase()).collect();
    let is_split = |name: &String| split(name, true).is_some();
    let divided = !outer.is_empty() && outer.iter().all(is_split) && rest.iter().all(|path| path.len() > 1);
    let has_test = outer.iter().any(|name| split(name, true) == Some(Split::Test));
    let place = |path: &&'a [String]| {
        let path: &'a [String] = path.get(shared..)?;
        let (class, test) = if divided {
            (
                path.get(1)?,
                split(&path.first()?.to_lowercase(), has_test).map(|split| split == Split::Test),
            )
        } else {
            (path.first()?, None)
        };
        Some(Place { class, test })
    };
    folders.iter().map(place).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Split {
    Train,
    Test,
}

/// The split that folders of that name are for. Images for validation are to learn from, where there are others to test
/// with: a run sets its own aside.
fn split(name: &str, has_test: bool) -> Option<Split> {
    match name {
        "train" | "training" => Some(Split::Train),
        "test" | "testing" => Some(Split::Test),
        "val" | "valid" | "validation" if has_test => Some(Split::Train),
        "val" | "valid" | "validation" => Some(Split::Test),
        _ => None,
    }
}

/// In the order of the alphabet, or of the numbers if all are.
fn class_names(places: &[Option<Place<'_>>]) -> Vec<String> {
    let names: BTreeSet<&str> = places.iter().flatten().map(|place| place.class).collect();
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    if names.iter().all(|name| name.parse::<u64>().is_ok()) {
        names.sort_by_key(|name| name.parse::<u64>().unwrap_or_default());
    }
    names
}

#[cfg(test)]
mod tests;
