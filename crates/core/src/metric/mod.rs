//! Measures of learning.

pub mod report;
pub mod running;
