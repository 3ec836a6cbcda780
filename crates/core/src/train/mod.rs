//! The training loop, as a cursor that whoever drives it moves on: see [`run::Run`].

pub mod loss;
pub mod optimizer;
pub mod run;
pub mod self_check;
pub mod step;
