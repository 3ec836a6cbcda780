//! Which file it is.

use sha2::{Digest, Sha256};

/// SHA-256 of a file's bytes, in hexadecimal: what [`crate::config::Initialization::Checkpoint`] names it by.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
