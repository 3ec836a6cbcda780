//! Every event of a run, as a line of JSON in a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use kiln_core::event::TrainEvent;
use serde::Serialize;

use crate::output;

/// The file, if one is wanted.
#[derive(Debug)]
pub struct Log(Option<BufWriter<File>>);

/// One line.
#[derive(Serialize)]
struct Line<'a> {
    /// Since the start.
    seconds: f64,
    #[serde(flatten)]
    event: &'a TrainEvent,
}

impl Log {
    pub fn create(path: Option<&Path>) -> Result<Self, String> {
        let create =
            |path: &Path| File::create(path).map_err(|error| format!("cannot write {} ({error}).", path.display()));
        let file = path.map(create).transpose()?;
        Ok(Self(file.map(BufWriter::new)))
    }

    /// Writes what happened up to `since` the start; it is in the file when this returns.
    pub fn write(&mut self, events: &[TrainEvent], since: Duration) -> Result<(), String> {
        let Some(file) = &mut self.0 else { return Ok(()) };
        let seconds = since.as_secs_f64();
        let mut text = String::new();
        for event in events {
            text += &output::json(&Line { seconds, event })?;
            text.push('\n');
        }
        let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        written.map_err(|error| format!("cannot write the log ({error})."))
    }
}
