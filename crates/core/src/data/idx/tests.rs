use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use super::*;

fn idx(magic: u32, dimensions: &[u32], data: &[u8]) -> Vec<u8> {
    let mut bytes = magic.to_be_bytes().to_vec();
    dimensions.iter().for_each(|d| bytes.extend(d.to_be_bytes()));
    bytes.extend(data);
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn two_images() -> Vec<u8> {
    idx(IMAGES_MAGIC, &[2, 2, 3], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255])
}

#[test]
fn reads_images_plain_and_gzip() {
    let expected = Images {
        pixels: vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255],
        count: 2,
        height: 2,
        width: 3,
    };
    assert_eq!(images(&two_images()), Ok(expected.clone()));
    assert_eq!(images(&gzip(&two_images())), Ok(expected));
}

#[test]
fn reads_labels() {
    assert_eq!(labels(&idx(LABELS_MAGIC, &[3], &[9, 0, 4]), 10), Ok(vec![9, 0, 4]));
}

#[test]
fn labels_where_images_should_be_are_a_wrong_magic() {
    let found = images(&idx(LABELS_MAGIC, &[3], &[9, 0, 4]));
    assert_eq!(
        found,
        Err(IdxError::WrongMagic {
            expected: IMAGES_MAGIC,
            found: LABELS_MAGIC
        })
    );
}

#[test]
fn html_is_a_wrong_magic() {
    assert!(matches!(
        images(b"<!doctype html><title>404"),
        Err(IdxError::WrongMagic { .. })
    ));
}

#[test]
fn every_shorter_prefix_is_truncated() {
    let whole = two_images();
    for length in 0..whole.len() {
        let found = images(&whole[..length]);
        assert!(
            matches!(found, Err(IdxError::Truncated { found, .. }) if found == length),
            "{length}: {found:?}"
        );
    }
}

#[test]
fn every_shorter_prefix_of_gzip_is_refused() {
    let whole = gzip(&two_images());
    for length in 0..whole.len() {
        assert!(images(&whole[..length]).is_err(), "{length}");
    }
}

#[test]
fn more_bytes_than_promised_are_refused() {
    let mut long = two_images();
    long.push(0);
    assert_eq!(images(&long), Err(IdxError::TrailingBytes { expected: 28 }));
    assert_eq!(images(&gzip(&long)), Err(IdxError::TrailingBytes { expected: 28 }));
}

#[test]
fn no_items_and_no_pixels_are_empty() {
    for dimensions in [[0, 28, 28], [1, 0, 28], [1, 28, 0]] {
        let found = images(&idx(IMAGES_MAGIC, &dimensions, &[]));
        assert!(
            matches!(found, Err(IdxError::Empty { .. })),
            "{dimensions:?}: {found:?}"
        );
    }
    assert!(matches!(
        labels(&idx(LABELS_MAGIC, &[0], &[]), 10),
        Err(IdxError::Empty { .. })
    ));
}

#[test]
fn absurd_headers_allocate_nothing() {
    let huge = idx(IMAGES_MAGIC, &[u32::MAX, 1024, 1024], &[1]);
    assert!(matches!(images(&huge), Err(IdxError::TooLarge { .. })));
    let wide = idx(IMAGES_MAGIC, &[1, 28, 1 << 20], &[1]);
    assert!(matches!(images(&wide), Err(IdxError::TooLarge { .. })));
    // A pixel each, and more to keep of each than that.
    for found in [
        images(&idx(IMAGES_MAGIC, &[1 << 28, 1, 1], &[1])).map(|_| ()),
        labels(&idx(LABELS_MAGIC, &[(1 << 20) + 1], &[1]), 10).map(|_| ()),
    ] {
        assert!(
            matches!(
                found,
                Err(IdxError::TooLarge {
                    limit: "1048576 items",
                    ..
                })
            ),
            "{found:?}"
        );
    }
    // Within the limits, but the bytes are not there.
    let claimed = idx(IMAGES_MAGIC, &[200, 1000, 1000], &[1]);
    assert_eq!(
        images(&claimed),
        Err(IdxError::Truncated {
            expected: 200_000_016,
            found: 17
        })
    );
}

#[test]
fn decompression_stops_at_the_length_of_the_header() {
    let mut long = two_images();
    long.extend(vec![0; 50_000_000]);
    assert_eq!(images(&gzip(&long)), Err(IdxError::TrailingBytes { expected: 28 }));
}

#[test]
fn labels_past_the_last_class_are_named() {
    let found = labels(&idx(LABELS_MAGIC, &[3], &[9, 10, 4]), 10);
    assert_eq!(
        found,
        Err(IdxError::LabelOutOfRange {
            index: 1,
            found: 10,
            max: 9
        })
    );
}

#[test]
fn damaged_gzip_is_refused() {
    let mut damaged = gzip(&two_images());
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let found = images(&damaged);
    assert!(found.is_err(), "{found:?}");
    let mut checksum = gzip(&two_images());
    let crc = checksum.len() - 8;
    checksum[crc] ^= 0xff;
    assert!(matches!(images(&checksum), Err(IdxError::Gzip { .. })));
}

#[test]
fn idx_size_limits_are_inclusive() {
    assert_eq!(checked_length(&[MAX_ITEMS]), Ok(MAX_ITEMS));
    assert_eq!(checked_length(&[1, MAX_SIDE, MAX_SIDE]), Ok(MAX_SIDE * MAX_SIDE));
    let fitting = MAX_BYTES / MAX_SIDE / MAX_SIDE;
    assert_eq!(checked_length(&[fitting, MAX_SIDE, MAX_SIDE]), Ok(MAX_BYTES));
    for dimensions in [
        [MAX_ITEMS + 1, 1, 1],
        [1, MAX_SIDE + 1, 1],
        [1, 1, MAX_SIDE + 1],
        [fitting + 1, MAX_SIDE, MAX_SIDE],
    ] {
        let error = checked_length(&dimensions).unwrap_err();
        assert_eq!(error.code(), "idxTooLarge", "{dimensions:?}");
    }
}
