//! All of Kiln's learning, and nothing else: it takes a device, returns values, and knows no browser, clock, log, file
//! or network. What comes out is determined by what goes in: a configuration, a dataset and a seed.

pub mod bench;
pub mod checkpoint;
pub mod config;
pub mod data;
pub mod error;
pub mod event;
#[cfg(feature = "export")]
pub mod export;
pub mod metric;
pub mod model;
mod op;
pub mod random;
pub mod train;

pub use error::Error;
