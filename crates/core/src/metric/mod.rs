//! Measures of learning.

pub mod dynamics;
pub mod report;
