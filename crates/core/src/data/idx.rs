//! The IDX format of MNIST's files (<http://yann.lecun.com/exdb/mnist/>), plain or gzip: a big-endian header, then
//! bytes. Files are untrusted: nothing is allocated for what a header promises before the bytes are there.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use serde::Serialize;

use crate::error::ErrorCode;

/// Unsigned bytes, one dimension.
const LABELS_MAGIC: u32 = 0x0000_0801;
/// Unsigned bytes, three dimensions.
const IMAGES_MAGIC: u32 = 0x0000_0803;
/// A header never asks for more than this, decompressed: five times MNIST's largest file, and what a page can hold.
const MAX_BYTES: usize = 1 << 28;
/// Longest file worth reading, in bytes: what is allowed in it, and a little for a header and for gzip, which does not
/// make every file smaller.
pub const MAX_FILE: u64 = (MAX_BYTES + (1 << 20)) as u64;
/// Items of a file: what is kept of each besides its pixels would otherwise come to more than they.
const MAX_ITEMS: usize = 1 << 20;
/// Images are small here: the networks see every pixel.
const MAX_SIDE: usize = 1 << 10;

/// One way in which an IDX file can be malformed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum IdxError {
    /// The first four bytes are those of another format.
    #[error("expected an IDX file that starts with {expected:#010x}, found {found:#010x}. Choose the right file.")]
    WrongMagic {
        /// For images or for labels.
        expected: u32,
        /// What was there.
        found: u32,
    },
    /// The file ends before the header says so.
    #[error("expected {expected} bytes, found only {found}: the file is cut short. Get it again.")]
    Truncated {
        /// Header and data, in bytes.
        expected: usize,
        /// In bytes.
        found: usize,
    },
    /// The file goes on after its data.
    #[error("expected {expected} bytes, found more: the header does not fit the file. Get it again.")]
    TrailingBytes {
        /// Header and data, in bytes.
        expected: usize,
    },
    /// The header promises nothing.
    #[error("the file holds no items: its dimensions are {dimensions:?}. Choose a file with data.")]
    Empty {
        /// Number of items, and height and width for images.
        dimensions: Vec<usize>,
    },
    /// The header promises more than anyone trains on here.
    #[error("the header claims dimensions {dimensions:?}, more than the {limit} allowed. Choose a smaller dataset.")]
    TooLarge {
        /// Number of items, and height and width for images.
        dimensions: Vec<usize>,
        /// What is allowed.
        limit: &'static str,
    },
    /// A label is no class.
    #[error("label {index} is {found}, but must be 0 to {max}. Choose labels of ten classes.")]
    LabelOutOfRange {
        /// Position, from 0.
        index: usize,
        /// What was there.
        found: u8,
        /// The highest class.
        max: usize,
    },
    /// The gzip around the file is damaged.
    #[error("the gzip data is damaged after {after} bytes ({reason}). Get the file again.")]
    Gzip {
        /// Bytes that came out before.
        after: usize,
        /// What the decoder said.
        reason: String,
    },
}

impl IdxError {
    /// A stable name for programs: see [`crate::Error::code`].
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::WrongMagic { .. } => ErrorCode::IdxWrongMagic,
            Self::Truncated { .. } => ErrorCode::IdxTruncated,
            Self::TrailingBytes { .. } => ErrorCode::IdxTrailingBytes,
            Self::Empty { .. } => ErrorCode::IdxEmpty,
            Self::TooLarge { .. } => ErrorCode::IdxTooLarge,
            Self::LabelOutOfRange { .. } => ErrorCode::IdxLabelOutOfRange,
            Self::Gzip { .. } => ErrorCode::IdxGzip,
        }
    }
}

/// The contents of an image file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Images {
    /// Grayscale, row-major `[count, height, width]`.
    pub pixels: Vec<u8>,
    /// Number of images, at least 1.
    pub count: usize,
    /// In pixels, at least 1.
    pub height: usize,
    /// In pixels, at least 1.
    pub width: usize,
}

/// Reads an image file (`idx3-ubyte`).
///
/// ```
/// use kiln_core::data::idx::{self, IdxError};
///
/// // The type, three dimensions, and one image of 1 by 3 pixels.
/// let bytes = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 127, 255];
/// let images = idx::images(&bytes)?;
/// assert_eq!((images.count, images.height, images.width), (1, 1, 3));
/// assert_eq!(images.pixels, [0, 127, 255]);
/// # Ok::<(), IdxError>(())
/// ```
///
/// # Errors
/// One [`IdxError`] for every way the bytes can be wrong.
pub fn images(bytes: &[u8]) -> Result<Images, IdxError> {
    let (dimensions, pixels) = parse(bytes, IMAGES_MAGIC)?;
    let [count, height, width] = dimensions;
    Ok(Images {
        pixels,
        count,
        height,
        width,
    })
}

/// Reads a label file (`idx1-ubyte`) whose labels must be below `num_classes`.
///
/// # Errors
/// One [`IdxError`] for every way the bytes can be wrong.
pub fn labels(bytes: &[u8], num_classes: usize) -> Result<Vec<u8>, IdxError> {
    let ([_count], labels) = parse(bytes, LABELS_MAGIC)?;
    match labels.iter().position(|&label| usize::from(label) >= num_classes) {
        Some(index) => Err(IdxError::LabelOutOfRange {
            index,
            found: labels[index],
            max: num_classes - 1,
        }),
        None => Ok(labels),
    }
}

fn parse<const D: usize>(bytes: &[u8], magic: u32) -> Result<([usize; D], Vec<u8>), IdxError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        read(MultiGzDecoder::new(bytes), magic)
    } else {
        read(bytes, magic)
    }
}

fn read<const D: usize>(mut source: impl Read, magic: u32) -> Result<([usize; D], Vec<u8>), IdxError> {
    let header_length = 4 * (D + 1);
    let mut header = Vec::with_capacity(header_length);
    take(&mut source, header_length, 0, &mut header)?;
    let word = |i: usize| u32::from_be_bytes([header[4 * i], header[4 * i + 1], header[4 * i + 2], header[4 * i + 3]]);
    if header.len() >= 4 && word(0) != magic {
        return Err(IdxError::WrongMagic {
            expected: magic,
            found: word(0),
        });
    }
    if header.len() < header_length {
        return Err(IdxError::Truncated {
            expected: header_length,
            found: header.len(),
        });
    }
    let dimensions = std::array::from_fn(|i| word(i + 1) as usize);
    let length = checked_length(&dimensions)?;
    let mut data = Vec::new();
    take(&mut source, length, header_length, &mut data)?;
    let expected = header_length + length;
    if data.len() < length {
        return Err(IdxError::Truncated {
            expected,
            found: header_length + data.len(),
        });
    }
    let mut rest = Vec::new();
    take(&mut source, 1, expected, &mut rest)?;
    if rest.is_empty() {
        Ok((dimensions, data))
    } else {
        Err(IdxError::TrailingBytes { expected })
    }
}

fn checked_length(dimensions: &[usize]) -> Result<usize, IdxError> {
    if dimensions.contains(&0) {
        return Err(IdxError::Empty {
            dimensions: dimensions.to_vec(),
        });
    }
    if dimensions[0] > MAX_ITEMS {
        return Err(IdxError::TooLarge {
            dimensions: dimensions.to_vec(),
            limit: "1048576 items",
        });
    }
    if dimensions[1..].iter().any(|&side| side > MAX_SIDE) {
        return Err(IdxError::TooLarge {
            dimensions: dimensions.to_vec(),
            limit: "1024 x 1024 pixels",
        });
    }
    let length = dimensions
        .iter()
        .try_fold(1_usize, |length, &side| length.checked_mul(side));
    let allowed = length.filter(|&length| length <= MAX_BYTES);
    allowed.ok_or_else(|| IdxError::TooLarge {
        dimensions: dimensions.to_vec(),
        limit: "256 MiB of data",
    })
}

/// Appends up to `count` bytes; `Read::take` grows the vector only as bytes arrive. `before` is for the message.
fn take(source: &mut impl Read, count: usize, before: usize, into: &mut Vec<u8>) -> Result<(), IdxError> {
    match source.by_ref().take(count as u64).read_to_end(into) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Err(IdxError::Truncated {
            expected: before + count,
            found: before + into.len(),
        }),
        Err(error) => Err(IdxError::Gzip {
            after: before + into.len(),
            reason: error.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests;
