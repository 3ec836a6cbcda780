//! All of Kiln's learning, and nothing else: it takes a device, returns values, and knows no browser, clock, log, file
//! or network. What comes out is determined by what goes in: a configuration, a dataset and a seed.
//!
//! A run from its configuration to a prediction:
//!
//! ```
//! use std::sync::Arc;
//!
//! use burn::tensor::Device;
//! use kiln_core::Error;
//! use kiln_core::config::RunConfig;
//! use kiln_core::data::Dataset;
//! use kiln_core::event::TrainEvent;
//! use kiln_core::model::layer::{Dense, Flatten, Relu};
//! use kiln_core::train::run::Run;
//!
//! # fn main() -> Result<(), Error> {
//! #     pollster::block_on(train())
//! # }
//! # async fn train() -> Result<(), Error> {
//! let data = Arc::new(Dataset::synthetic(320, 50, 1)?);
//! let config = RunConfig {
//!     batch_size: 32,
//!     num_epochs: 1,
//!     ..RunConfig::new(vec![
//!         Flatten {}.into(),
//!         Dense { units: 32 }.into(),
//!         Relu {}.into(),
//!         Dense { units: 10 }.into(),
//!     ])
//! };
//! let mut run = Run::new(config, Arc::clone(&data), &Device::flex())?;
//! let mut losses = Vec::new();
//! while !run.has_ended() {
//!     for event in run.advance(4).await? {
//!         if let TrainEvent::Step { loss, .. } = event {
//!             losses.push(loss);
//!         }
//!     }
//! }
//! assert_eq!(losses.len(), 10);
//!
//! let prediction = run.predict(data.test.image(0), 28, 28).await?;
//! assert_eq!(prediction.probabilities.len(), 10);
//! # Ok(())
//! # }
//! ```

pub mod bench;
pub mod checkpoint;
pub mod classifier;
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
mod readback;
pub mod train;

pub use error::Error;
