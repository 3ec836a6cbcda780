//! Datasets in IDX files: damaged, then perhaps compressed, then perhaps damaged again.

use std::io::Write;

use bolero::{TypeGenerator, check, produce};
use flate2::{Compression, write::GzEncoder};
use kiln_core::Error;
use kiln_core::data::{Dataset, IdxFiles, Split, idx};

use super::damage::{Damage, Rarely};
use super::outcomes::Outcomes;
use super::{AT_MOST, CASES, with_peak};

#[derive(Clone, Debug, TypeGenerator)]
struct Case {
    height: u8,
    width: u8,
    num_train: u8,
    num_test: u8,
    other_height: Rarely<u8>,
    other_labels: Rarely<u8>,
    gzip: [bool; 4],
    #[generator(produce::<Vec<(u8, Damage)>>().with().len(0_usize..=2))]
    inside: Vec<(u8, Damage)>,
    #[generator(produce::<Vec<(u8, Damage)>>().with().len(0_usize..=1))]
    outside: Vec<(u8, Damage)>,
}

impl Case {
    /// Training images and labels, test images and labels.
    fn files(&self) -> [Vec<u8>; 4] {
        let size = |number: &u8| u32::from(number % 5) + 1;
        let (height, width) = (size(&self.height), size(&self.width));
        let (train, test) = (size(&self.num_train), size(&self.num_test));
        let mut files = [
            file(&[train, height, width]),
            file(&[train]),
            file(&[test, self.other_height.get().map_or(height, size), width]),
            file(&[self.other_labels.get().map_or(test, size)]),
        ];
        let damage = |files: &mut [Vec<u8>; 4], all: &[(u8, Damage)]| {
            for (file, damage) in all {
                damage.apply(&mut files[usize::from(file % 4)]);
            }
        };
        damage(&mut files, &self.inside);
        for (file, gzipped) in files.iter_mut().zip(self.gzip) {
            if gzipped {
                *file = gzip(file);
            }
        }
        damage(&mut files, &self.outside);
        files
    }
}

/// A valid file: its bytes count from 0 to 9 and again, so they serve as labels.
fn file(dimensions: &[u32]) -> Vec<u8> {
    let mut bytes = (0x0800 + dimensions.len() as u32).to_be_bytes().to_vec();
    dimensions.iter().for_each(|size| bytes.extend(size.to_be_bytes()));
    bytes.extend((0..dimensions.iter().product()).map(|i: u32| (i % 10) as u8));
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read([train_images, train_labels, test_images, test_labels]: &[Vec<u8>; 4]) -> Result<Dataset, Error> {
    Dataset::from_idx(IdxFiles {
        train_images,
        train_labels,
        test_images,
        test_labels,
    })
}

/// Reads a dataset, and holds what must be true of one that is accepted.
fn outcome(files: &[Vec<u8>; 4]) -> &'static str {
    let data = match read(files) {
        Ok(data) => data,
        Err(error) => return error.code().name(),
    };
    let size = |split: &Split| (split.height, split.width);
    assert_eq!(size(&data.train), size(&data.test));
    for split in [&data.train, &data.test] {
        assert!(!split.is_empty());
        assert_eq!(split.images.len(), split.len() * split.height * split.width);
        assert!(split.labels.iter().all(|&label| usize::from(label) < data.num_classes));
    }
    assert_eq!(data.info().train_counts.iter().sum::<usize>(), data.train.len());
    "accepted"
}

#[test]
fn fuzz_idx_datasets() {
    let outcomes = Outcomes::default();
    let target = check!().with_iterations(CASES).with_test_time(AT_MOST);
    target.with_type::<Case>().for_each(|case: &Case| {
        let files = case.files();
        let len = files.iter().map(Vec::len).sum::<usize>();
        let (outcome, peak) = with_peak(|| outcome(&files));
        // Deflate makes at most 1032 bytes out of one.
        assert!(peak < 2_100 * len + (4 << 20), "{peak} bytes for files of {len}");
        outcomes.add(outcome);
    });
    outcomes.assert_frequencies(&[
        ("accepted", 1_000),
        ("idxWrongMagic", 500),
        ("idxTruncated", 1_000),
        ("idxTrailingBytes", 500),
        ("idxEmpty", 100),
        ("idxTooLarge", 200),
        ("idxLabelOutOfRange", 100),
        ("idxGzip", 300),
        ("countMismatch", 100),
        ("sizeMismatch", 50),
    ]);
}

#[test]
fn a_gzip_bomb_is_refused_in_bounded_memory() {
    let mut long = file(&[2, 28, 28]);
    long.resize(64 << 20, 0);
    let bomb = gzip(&long);
    assert!(bomb.len() < 1 << 20);
    let (found, peak) = with_peak(|| idx::images(&bomb));
    assert!(matches!(found, Err(idx::IdxError::TrailingBytes { .. })), "{found:?}");
    assert!(peak < 8 << 20, "{peak} bytes");
}
