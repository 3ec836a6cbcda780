//! The training loop, as a cursor that whoever drives it moves on: see [`run::Run`].

pub mod clip;
pub mod learner;
pub mod loss;
pub mod optimizer;
pub mod run;
pub mod schedule;
pub mod self_check;
pub mod step;
pub mod trace;
