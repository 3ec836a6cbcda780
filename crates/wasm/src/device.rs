//! Which device computes: the one of this variant. Who falls back, and says why, is whoever loads the variants.

use burn::tensor::Device;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

/// What computes.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum Backend {
    /// The GPU, or a program that stands in for one.
    #[cfg_attr(
        not(feature = "webgpu"),
        expect(dead_code, reason = "every variant has the same types")
    )]
    Webgpu,
    /// This machine's processor.
    #[cfg_attr(feature = "webgpu", expect(dead_code, reason = "every variant has the same types"))]
    Cpu,
}

/// The device in use.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DeviceInfo {
    /// What computes.
    pub backend: Backend,
    /// As the browser names it; browsers tell little, to protect their users.
    #[tsify(type = "string | null")]
    pub adapter: Option<String>,
    /// Of the processor; 1 on the GPU.
    pub threads: usize,
}

/// The GPU.
#[cfg(feature = "webgpu")]
pub async fn open() -> Result<(Device, DeviceInfo), JsValue> {
    let opened = Device::wgpu_options().init_with_setup_async().await;
    let (device, setup) =
        opened.map_err(|e| crate::error::new(crate::error::ModuleErrorCode::NoDevice, &e.to_string()))?;
    let info = setup.adapter.get_info();
    let adapter = Some(info.name).filter(|name| !name.is_empty());
    Ok((
        device,
        DeviceInfo {
            backend: Backend::Webgpu,
            adapter,
            threads: 1,
        },
    ))
}

/// The processor.
#[cfg(not(feature = "webgpu"))]
pub async fn open() -> Result<(Device, DeviceInfo), JsValue> {
    #[cfg(feature = "threads")]
    let threads = rayon::current_num_threads();
    #[cfg(not(feature = "threads"))]
    let threads = 1;
    Ok((
        Device::flex(),
        DeviceInfo {
            backend: Backend::Cpu,
            adapter: None,
            threads,
        },
    ))
}
