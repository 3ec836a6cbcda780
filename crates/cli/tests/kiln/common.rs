//! `kiln` as a user types it, and files for it to read.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::{GrayImage, Luma};
use serde_json::Value;
use tempfile::TempDir;

/// Runs it; `arguments` are words with single spaces between.
pub fn kiln(arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kiln"))
        .args(arguments.split(' '))
        .output()
        .unwrap()
}

/// What it wrote to standard output; fails where it failed.
pub fn answer(arguments: &str) -> String {
    let output = kiln(arguments);
    assert!(
        output.status.success(),
        "{arguments}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The last line of that, which is JSON.
pub fn json(arguments: &str) -> Value {
    let answer = answer(arguments);
    serde_json::from_str(answer.lines().last().unwrap()).unwrap()
}

/// Fails with exit code 1 and one line that says `reason`.
pub fn refused(arguments: &str, reason: &str) {
    let output = kiln(arguments);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments}: {stderr}");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(stderr.contains(reason), "{stderr}");
}

/// A directory that goes away with the test.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// As an argument.
    pub fn path(&self, name: &str) -> String {
        self.file(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::create_dir_all(self.file(name).parent().unwrap()).unwrap();
        std::fs::write(self.file(name), bytes).unwrap();
        self.path(name)
    }
}

/// Trains a small network on built-in digits until it can tell them apart somewhat, and saves it.
pub fn trained(place: &Place) -> String {
    let path = place.path("trained.safetensors");
    answer(&format!(
        "train --preset mlp --data synthetic:1000 --epochs 8 --batch-size 50 --save {path}"
    ));
    path
}

/// Black on white: an upright line for `true`, a level one for `false`, with its place and width from `index`.
pub fn line(upright: bool, index: u32) -> GrayImage {
    let from = 14 + index % 7;
    let stroke = from..from + 4 + index % 3;
    GrayImage::from_fn(40, 40, |x, y| {
        let (along, across) = if upright { (y, x) } else { (x, y) };
        Luma([if stroke.contains(&across) && (6..34).contains(&along) {
            0
        } else {
            255
        }])
    })
}

pub fn png(image: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}

/// What a dataset of upright and level lines is made of, by path.
pub fn lines() -> Vec<(String, Vec<u8>)> {
    let one = |index: u32| {
        let upright = index.is_multiple_of(2);
        let class = if upright { "upright" } else { "level" };
        (format!("{class}/{index:02}.png"), png(&line(upright, index)))
    };
    (0..40).map(one).collect()
}

/// Writes them as files.
pub fn folders(root: &Path) {
    for (name, bytes) in lines() {
        std::fs::create_dir_all(root.join(&name).parent().unwrap()).unwrap();
        std::fs::write(root.join(name), bytes).unwrap();
    }
}
