//! Limits of tensor files, and whether their parts agree; the same for writing and for reading.

use std::collections::BTreeSet;

use safetensors::tensor::TensorInfo;

use crate::checkpoint::CheckpointError;

/// Most values of a tensor: as many as the largest network allowed here has parameters.
pub const MAX_VALUES: usize = 50_000_000;
/// Most bytes of all tensors: five times the largest network, which is its weights, what its optimizer keeps, the best
/// epoch's weights and the last ones.
pub const MAX_DATA: usize = 1 << 30;
/// Most tensors: more than any network here has, and few enough to list.
pub const MAX_TENSORS: usize = 10_000;
/// Longest header, in bytes: 800 a tensor, where 100 are usual.
pub const MAX_HEADER: usize = 8 << 20;
/// Most dimensions of a tensor: the weights of a convolution have 4.
pub const MAX_DIMENSIONS: usize = 8;
/// Longest name, in bytes: one that fits into a message.
pub const MAX_NAME: usize = 256;

/// The key of a header that is no tensor, so no tensor may be called so.
pub const METADATA: &str = "__metadata__";

/// Text of a file goes into messages up to this many characters.
const MAX_QUOTED: usize = 300;

/// The header's length, once it is allowed.
pub fn header(length: u64) -> Result<usize, CheckpointError> {
    let allowed = usize::try_from(length).ok().filter(|&length| length <= MAX_HEADER);
    allowed.ok_or_else(|| too_large("the file".into(), format!("a header of {length} bytes"), MAX_HEADER))
}

pub fn names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Result<(), CheckpointError> {
    if names.len() > MAX_TENSORS {
        let found = format!("{} tensors", names.len());
        return Err(too_large("the file".into(), found, MAX_TENSORS));
    }
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() || name.len() > MAX_NAME || name == METADATA {
            let reason = format!("a name must be 1 to {MAX_NAME} bytes long and not {METADATA}");
            return Err(malformed(tensor(name), reason));
        }
        if !seen.insert(name) {
            return Err(malformed(tensor(name), "expected one of this name, found two"));
        }
    }
    Ok(())
}

/// Shape, type and place of a tensor whose values must begin at `expected`; returns where they end.
pub fn place(name: &str, info: &TensorInfo, expected: usize) -> Result<usize, CheckpointError> {
    let TensorInfo { dtype, shape, .. } = info;
    if shape.len() > MAX_DIMENSIONS {
        let found = format!("{} dimensions", shape.len());
        return Err(too_large(tensor(name), found, MAX_DIMENSIONS));
    }
    let count = shape.iter().try_fold(1_usize, |count, &size| count.checked_mul(size));
    let count = count
        .filter(|&count| count <= MAX_VALUES)
        .ok_or_else(|| too_large(tensor(name), format!("the values of shape {shape:?}"), MAX_VALUES))?;
    let (start, end) = info.data_offsets;
    if start != expected {
        let reason = format!("expected its data at byte {expected}, where those before it end, found it at {start}");
        return Err(malformed(tensor(name), reason));
    }
    let size = count * (dtype.bitsize() / 8);
    if end.checked_sub(start) != Some(size) {
        let reason = format!("expected {size} bytes for shape {shape:?} of {dtype}, found bytes {start} to {end}");
        return Err(malformed(tensor(name), reason));
    }
    Ok(end)
}

/// Checks the number of bytes of all values.
pub fn size(end: usize) -> Result<(), CheckpointError> {
    if end <= MAX_DATA {
        Ok(())
    } else {
        Err(too_large("the file".into(), format!("{end} bytes of values"), MAX_DATA))
    }
}

/// Checks that of `whole` bytes in the file the `found` after the header are as many as its tensors need.
pub fn data(whole: usize, found: usize, expected: usize) -> Result<(), CheckpointError> {
    if found < expected {
        let before = whole - found;
        return Err(CheckpointError::Truncated {
            expected: before as u64 + expected as u64,
            found: whole,
        });
    }
    if found > expected {
        let reason = format!("expected {expected} bytes after the header, found {found}");
        return Err(malformed("the file".into(), reason));
    }
    Ok(())
}

pub fn finite(name: &str, values: &[f32]) -> Result<(), CheckpointError> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(index) => Err(CheckpointError::NotFinite {
            tensor: name.to_owned(),
            index,
            found: values[index],
        }),
    }
}

pub fn malformed(part: String, reason: impl ToString) -> CheckpointError {
    let reason = shortened(&reason.to_string());
    CheckpointError::Malformed { part, reason }
}

fn too_large(part: String, found: String, limit: usize) -> CheckpointError {
    CheckpointError::TooLarge { part, found, limit }
}

fn tensor(name: &str) -> String {
    format!("tensor {:?}", shortened(name))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", &text[..end]),
    }
}
