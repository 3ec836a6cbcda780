//! Networks: described as data, checked before anything is allocated, then built on a device.

pub mod architecture;
pub mod init;
pub mod network;
pub mod preset;
