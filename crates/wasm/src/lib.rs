//! `kiln-core` as a WebAssembly module. Translation only: a device is chosen, values become JavaScript's, errors get
//! their codes. No mathematics, no default values, no DOM.

#[cfg(all(feature = "webgpu", target_family = "wasm"))]
mod constructors;
mod device;
mod error;
mod session;

use kiln_core::checkpoint::Checkpoint;
use kiln_core::config::{LayerConfig, RunConfig, Schedule};
use kiln_core::error::ErrorCode;
use kiln_core::model::architecture::Architecture;
use kiln_core::model::preset;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::ModuleErrorCode;
pub use session::Session;
#[cfg(feature = "threads")]
pub use wasm_bindgen_rayon::init_thread_pool;

/// Panics name their place in the console; they still end the module, which the page then replaces.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    #[cfg(all(feature = "webgpu", target_family = "wasm"))]
    constructors::run();
}

/// Networks to begin with, as complete runs.
#[wasm_bindgen(unchecked_return_type = "Preset[]")]
pub fn presets() -> Result<JsValue, JsValue> {
    to_js(&preset::all())
}

/// Shapes, parameters and multiply-adds of a network on images of `[1, height, width]`, before it is built.
#[wasm_bindgen(unchecked_return_type = "Summary")]
pub fn summarize(
    #[wasm_bindgen(unchecked_param_type = "LayerConfig[]")] layers: JsValue,
    height: usize,
    width: usize,
    #[wasm_bindgen(js_name = numClasses)] num_classes: usize,
) -> Result<JsValue, JsValue> {
    let layers: Vec<LayerConfig> = from_js(layers)?;
    let architecture = Architecture::new(&layers, [1, height, width], num_classes).map_err(error::from_core)?;
    to_js(architecture.summary())
}

/// Reads a configuration from elsewhere, as JSON, and checks it against images of `[1, height, width]` in `numClasses`
/// classes: returns it as it would be trained, with everything that it left out. JSON, because a JavaScript object
/// would be read by the names that are known, and say nothing of the others.
#[wasm_bindgen(js_name = checkConfig, unchecked_return_type = "RunConfig")]
pub fn check_config(
    json: &str,
    height: usize,
    width: usize,
    #[wasm_bindgen(js_name = numClasses)] num_classes: usize,
) -> Result<JsValue, JsValue> {
    let config: RunConfig = serde_json::from_str(json)
        .map_err(|e| error::new(ErrorCode::Config, &format!("the configuration is malformed: {e}")))?;
    let checked = to_js(&config)?;
    config.validate(height, width, num_classes).map_err(error::from_core)?;
    Ok(checked)
}

/// Reads a checkpoint from elsewhere, checks its run and every tensor, and says what it is of.
#[wasm_bindgen(js_name = checkCheckpoint, unchecked_return_type = "About")]
pub fn check_checkpoint(checkpoint: &[u8]) -> Result<JsValue, JsValue> {
    to_js(&Checkpoint::from_bytes(checkpoint).map_err(error::from_core)?.about)
}

/// Which file a checkpoint is: what a run that begins with its weights names it by.
#[wasm_bindgen]
#[must_use]
pub fn digest(checkpoint: &[u8]) -> String {
    kiln_core::checkpoint::digest(checkpoint)
}

/// The learning rate of each of `numSteps` steps of a run, for a chart of what is to come.
#[wasm_bindgen(js_name = learningRates)]
pub fn learning_rates(
    #[wasm_bindgen(unchecked_param_type = "RunConfig")] config: JsValue,
    #[wasm_bindgen(js_name = numSteps)] num_steps: usize,
) -> Result<Vec<f64>, JsValue> {
    let config: RunConfig = from_js(config)?;
    Ok((1..=num_steps).map(|step| config.rate(step, num_steps)).collect())
}

/// A schedule with all its numbers: those that it leaves open as a run of `numSteps` steps has them.
#[wasm_bindgen(js_name = fittedSchedule, unchecked_return_type = "Schedule")]
pub fn fitted_schedule(
    #[wasm_bindgen(unchecked_param_type = "Schedule")] schedule: JsValue,
    #[wasm_bindgen(js_name = numSteps)] num_steps: usize,
) -> Result<JsValue, JsValue> {
    let schedule: Schedule = from_js(schedule)?;
    to_js(&schedule.fitted(num_steps))
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    // The declarations say null where Rust has None.
    let serializer = Serializer::new().serialize_missing_as_null(true);
    value
        .serialize(&serializer)
        .map_err(|e| error::new(ModuleErrorCode::Internal, &e.to_string()))
}

fn from_js<T: serde::de::DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|e| error::new(ErrorCode::Config, &format!("the configuration is malformed: {e}")))
}
