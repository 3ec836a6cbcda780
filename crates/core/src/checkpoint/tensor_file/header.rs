//! The header in JSON. The library's own reader would keep the last of two tensors of one name, and its own writer
//! would put metadata in an order that changes from run to run; the entries are the library's.

use std::collections::BTreeMap;
use std::fmt;

use safetensors::tensor::{Metadata, TensorInfo};
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};

use super::check::{self, METADATA};
use crate::checkpoint::CheckpointError;

/// What a header says, unchecked.
#[derive(Default)]
pub struct Header {
    pub metadata: BTreeMap<String, String>,
    /// In the order in which they are written, with every name as often as it is there.
    pub tensors: Vec<(String, TensorInfo)>,
}

pub fn read(bytes: &[u8]) -> Result<Header, CheckpointError> {
    serde_json::from_slice(bytes).map_err(|error| check::malformed("the header".into(), error))
}

/// Padded with spaces, so that the data behind it lies on a multiple of 8 bytes, as the library does.
pub fn write(
    metadata: &BTreeMap<String, String>,
    tensors: Vec<(String, TensorInfo)>,
) -> Result<Vec<u8>, CheckpointError> {
    #[derive(Serialize)]
    struct Written<'a> {
        #[serde(rename = "__metadata__", skip_serializing_if = "BTreeMap::is_empty")]
        metadata: &'a BTreeMap<String, String>,
        #[serde(flatten)]
        tensors: Metadata,
    }
    let failed = |reason: String| check::malformed("the header".into(), reason);
    let tensors = Metadata::new(None, tensors).map_err(|error| failed(error.to_string()))?;
    let written = serde_json::to_vec(&Written { metadata, tensors });
    let mut header = written.map_err(|error| failed(error.to_string()))?;
    header.resize(header.len().next_multiple_of(8), b' ');
    check::header(header.len() as u64)?;
    Ok(header)
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Header;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with an entry a tensor")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
        let mut header = Header::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == METADATA {
                header.metadata = map.next_value()?;
            } else {
                let info = map.next_value();
                let info = info.map_err(|error| A::Error::custom(format_args!("tensor {name:?}: {error}")))?;
                header.tensors.push((name, info));
            }
        }
        Ok(header)
    }
}
