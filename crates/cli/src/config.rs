//! A run from a file of JSON.

use std::path::Path;

use kiln_core::config::RunConfig;

use crate::{file, output};

/// In bytes: ten times what a run with the most changes takes.
const MAX_FILE: u64 = 16 << 20;
/// Characters of what is wrong with it that are told: its own words are in them.
const MAX_WORDS: usize = 300;

/// Reads a run; what is wrong is named with its line and column.
pub fn read(path: &Path) -> Result<RunConfig, String> {
    let place = path.display();
    let text = file::read(path, MAX_FILE).map_err(|reason| {
        format!(
            "cannot read {place} ({reason}). Give a file with a run as JSON, as `kiln train --print-config` writes it."
        )
    })?;
    serde_json::from_slice(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = error.to_string();
        let what = what.trim_end_matches(&format!(" at line {line} column {column}"));
        let what = output::shortened(what, MAX_WORDS);
        format!("{place}, line {line}, column {column}: {what}. Change it there; `kiln train --print-config` writes a run that is right.")
    })
}
