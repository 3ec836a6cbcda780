//! Networks: described as data, checked before anything is allocated, then built on a device.

pub mod activation;
pub mod architecture;
pub mod forward;
pub mod init;
pub mod layer;
pub mod network;
pub mod param;
pub mod preset;
