//! Training as a whole: runs from their configuration to their last event, saved, resumed, stopped and diverged.

#![allow(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

mod changes;
mod checkpoint;
mod common;
mod divergence;
mod ending;
mod evaluations;
mod order;
mod prediction;
mod refused_checkpoints;
mod resuming;
mod stopping;
mod training;
