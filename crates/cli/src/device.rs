//! Devices by name.

use burn::tensor::Device;
use clap::{Args, ValueEnum};

/// Where a network is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DeviceName {
    /// This machine's processor.
    Cpu,
    /// A GPU, by way of Vulkan, Metal or Direct3D 12.
    Wgpu,
}

/// Where to compute, and with how much of it.
#[derive(Args, Clone, Copy, Debug)]
pub struct DeviceOptions {
    /// Where to compute.
    #[arg(long, value_enum, default_value = "cpu")]
    pub device: DeviceName,
    /// Threads of the processor; all its cores if absent.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl DeviceOptions {
    /// As it is called in reports.
    pub fn name(&self) -> &'static str {
        match self.device {
            DeviceName::Cpu => "cpu",
            DeviceName::Wgpu => "wgpu",
        }
    }

    /// Opens the device; to be called once, and before anything is computed, which starts the threads.
    pub fn open(&self) -> Result<Device, String> {
        if let Some(threads) = self.threads {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
            pool.build_global()
                .map_err(|error| format!("cannot start {threads} threads ({error})."))?;
        }
        match self.device {
            DeviceName::Cpu => Ok(Device::flex()),
            DeviceName::Wgpu => wgpu(),
        }
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
