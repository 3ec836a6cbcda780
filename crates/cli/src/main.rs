//! `kiln`, natively: arguments, files, clock and printing around the same core that the page runs.

mod args;
mod dataset;
mod device;
mod train;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Train(options) => train::train(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("kiln: {reason}");
            ExitCode::FAILURE
        }
    }
}
