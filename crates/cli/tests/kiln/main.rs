//! Every subcommand of `kiln`, run as a process on as little as will do.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

mod checkpoints;
mod common;
mod data;
mod hostile;
mod networks;
mod run_files;
mod train;
