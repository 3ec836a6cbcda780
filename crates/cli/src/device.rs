//! Devices by name.

use burn::tensor::Device;

use crate::args::DeviceName;

/// Opens a device.
pub fn open(name: DeviceName) -> Result<Device, String> {
    match name {
        DeviceName::Cpu => Ok(Device::flex()),
        DeviceName::Wgpu => wgpu(),
    }
}

#[cfg(feature = "wgpu")]
fn wgpu() -> Result<Device, String> {
    let missing = |error| format!("cannot open a GPU ({error}). Install its Vulkan driver, or use --device cpu.");
    Device::wgpu_options().init().map_err(missing)
}

#[cfg(not(feature = "wgpu"))]
fn wgpu() -> Result<Device, String> {
    Err("this kiln was built without GPU support. Build it with `cargo build --release -p kiln-cli --features wgpu`, or use --device cpu.".into())
}
