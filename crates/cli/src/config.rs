//! A run from a file of JSON.

use std::fs;
use std::path::Path;

use kiln_core::config::RunConfig;

/// Reads a run; what is wrong is named with its line and column.
pub fn read(path: &Path) -> Result<RunConfig, String> {
    let place = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        format!(
            "cannot read {place} ({error}). Give a file with a run as JSON, as `kiln train --print-config` writes it."
        )
    })?;
    serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let what = error.to_string();
        let what = what.trim_end_matches(&format!(" at line {line} column {column}"));
        format!("{place}, line {line}, column {column}: {what}. Change it there; `kiln train --print-config` writes a run that is right.")
    })
}
