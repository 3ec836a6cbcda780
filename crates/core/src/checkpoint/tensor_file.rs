//! The safetensors format (<https://huggingface.co/docs/safetensors>): the length of a header, the header in JSON, then
//! the values of one tensor after the other. Files are untrusted: nothing is allocated for what a header promises
//! before the bytes are there.

mod check;
mod header;

use std::collections::BTreeMap;

use burn::tensor::{bf16, f16};
use safetensors::tensor::{Dtype, TensorInfo};

use super::CheckpointError;
pub use check::{MAX_DATA, MAX_DIMENSIONS, MAX_HEADER, MAX_NAME, MAX_TENSORS, MAX_VALUES};
use header::Header;

/// The header's length, little-endian, before it.
const LENGTH_BYTES: usize = size_of::<u64>();

/// One tensor with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedTensor {
    /// 1 to [`MAX_NAME`] bytes, and not `__metadata__`; no two tensors of a file have the same.
    pub name: String,
    /// At most [`MAX_DIMENSIONS`]; none for a single number.
    pub shape: Vec<usize>,
    /// Finite, row-major, as many as the shape says, at most [`MAX_VALUES`].
    pub values: Vec<f32>,
}

/// A whole safetensors file.
///
/// ```
/// use kiln_core::checkpoint::{CheckpointError, NamedTensor, TensorFile};
///
/// let bias = NamedTensor { name: "bias".into(), shape: vec![2], values: vec![0.5, -1.0] };
/// let file = TensorFile { tensors: vec![bias], ..TensorFile::default() };
/// let bytes = file.to_bytes()?;
/// assert_eq!(TensorFile::from_bytes(&bytes)?, file);
///
/// let cut = TensorFile::from_bytes(&bytes[..10]).unwrap_err();
/// assert_eq!(cut.code(), "checkpointTruncated");
/// # Ok::<(), CheckpointError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TensorFile {
    /// Free text by key.
    pub metadata: BTreeMap<String, String>,
    /// In the order in which their values lie in the file, at most [`MAX_TENSORS`].
    pub tensors: Vec<NamedTensor>,
}

impl TensorFile {
    /// The file's bytes, every tensor as F32: the same file always gives the same bytes.
    ///
    /// # Errors
    /// What [`TensorFile::from_bytes`] would refuse is not written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CheckpointError> {
        check::names(self.tensors.iter().map(|tensor| tensor.name.as_str()))?;
        let mut end = 0;
        let mut infos = Vec::with_capacity(self.tensors.len());
        for NamedTensor { name, shape, values } in &self.tensors {
            let start = end;
            end += size_of_val(values.as_slice());
            let info = TensorInfo {
                dtype: Dtype::F32,
                shape: shape.clone(),
                data_offsets: (start, end),
            };
            check::place(name, &info, start)?;
            check::finite(name, values)?;
            infos.push((name.clone(), info));
        }
        check::size(end)?;
        let header = header::write(&self.metadata, infos)?;
        let mut bytes = Vec::with_capacity(LENGTH_BYTES + header.len() + end);
        bytes.extend((header.len() as u64).to_le_bytes());
        bytes.extend(header);
        for value in self.tensors.iter().flat_map(|tensor| &tensor.values) {
            bytes.extend(value.to_le_bytes());
        }
        Ok(bytes)
    }

    /// Reads a file that Kiln, or anyone, wrote. Values of type F16, BF16 and F64 become f32.
    ///
    /// # Errors
    /// A [`CheckpointError`] for every way the bytes can be wrong, naming the tensor where there is one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let (header, data) = split(bytes)?;
        let (Header { metadata, tensors }, end) = layout(header)?;
        check::data(bytes.len(), data.len(), end)?;
        let tensors = tensors.into_iter().map(|(name, info)| {
            let (start, end) = info.data_offsets;
            let values = decoder(&name, info.dtype)?(&data[start..end]);
            check::finite(&name, &values)?;
            Ok(NamedTensor {
                name,
                shape: info.shape,
                values,
            })
        });
        Ok(Self {
            metadata,
            tensors: tensors.collect::<Result<_, CheckpointError>>()?,
        })
    }

    /// How many bytes of header follow the 8 that a file begins with, so that whoever reads it knows how much to look
    /// at.
    ///
    /// # Errors
    /// [`CheckpointError::Truncated`] where there are fewer than 8, [`CheckpointError::TooLarge`] for a header that is
    /// longer than [`MAX_HEADER`].
    pub fn header_length(start: &[u8]) -> Result<usize, CheckpointError> {
        let length = start.first_chunk().ok_or(CheckpointError::Truncated {
            expected: LENGTH_BYTES as u64,
            found: start.len(),
        })?;
        check::header(u64::from_le_bytes(*length))
    }

    /// Whether a file of `whole` bytes that begins with `start`, up to the end of its header, is as long as its tensors
    /// need; to be asked before the rest is read.
    ///
    /// # Errors
    /// Those of [`TensorFile::from_bytes`] that the header and the length tell.
    pub fn check_length(start: &[u8], whole: usize) -> Result<(), CheckpointError> {
        let (header, _) = split(start)?;
        let (_, end) = layout(header)?;
        check::data(whole, whole.saturating_sub(LENGTH_BYTES + header.len()), end)
    }
}

/// What a header says, with the tensors in the order of their data, and where that ends; checked.
fn layout(header: &[u8]) -> Result<(Header, usize), CheckpointError> {
    let mut header = header::read(header)?;
    let tensors = &mut header.tensors;
    check::names(tensors.iter().map(|(name, _)| name.as_str()))?;
    tensors.sort_by_key(|(_, info)| info.data_offsets);
    let mut end = 0;
    for (name, info) in tensors {
        decoder(name, info.dtype)?;
        end = check::place(name, info, end)?;
    }
    check::size(end)?;
    Ok((header, end))
}

/// The header, and the data after it.
fn split(bytes: &[u8]) -> Result<(&[u8], &[u8]), CheckpointError> {
    let truncated = |expected| CheckpointError::Truncated {
        expected,
        found: bytes.len(),
    };
    let length = TensorFile::header_length(bytes)?;
    bytes[LENGTH_BYTES..]
        .split_at_checked(length)
        .ok_or_else(|| truncated((LENGTH_BYTES + length) as u64))
}

/// Makes numbers of a tensor's bytes.
type Decoder = fn(&[u8]) -> Vec<f32>;

/// From the bytes of a tensor, checked to be as many as its shape needs, to its values.
fn decoder(name: &str, dtype: Dtype) -> Result<Decoder, CheckpointError> {
    fn each<const N: usize>(data: &[u8], value: impl Fn([u8; N]) -> f32) -> Vec<f32> {
        data.as_chunks().0.iter().map(|&bytes| value(bytes)).collect()
    }
    match dtype {
        Dtype::F32 => Ok(|data| each(data, f32::from_le_bytes)),
        Dtype::F16 => Ok(|data| each(data, |bytes| f16::from_le_bytes(bytes).to_f32())),
        Dtype::BF16 => Ok(|data| each(data, |bytes| bf16::from_le_bytes(bytes).to_f32())),
        Dtype::F64 => Ok(|data| each(data, |bytes| f64::from_le_bytes(bytes) as f32)),
        // Integers, complex numbers and eight bits or less; the library may add more.
        other => Err(CheckpointError::Type {
            tensor: name.to_owned(),
            found: other.to_string(),
        }),
    }
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
