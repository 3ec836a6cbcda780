//! Measures of learning.

pub mod running;
