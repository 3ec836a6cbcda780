//! Errors as JavaScript sees them: an `Error` with a stable `code` beside its message, and, where core has them, the
//! `values` that the message was made of, for whoever says it in another language.

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::Tsify;
use wasm_bindgen::JsValue;

/// The codes of what this module refuses itself; core's are its own.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum ModuleErrorCode {
    /// A call came while another one was still going on.
    Busy,
    /// What core returned could not be made JavaScript's.
    Internal,
    /// No dataset was loaded yet.
    NoData,
    /// There is no device of this variant.
    #[cfg_attr(
        not(feature = "webgpu"),
        expect(dead_code, reason = "every variant has the same types")
    )]
    NoDevice,
    /// No run was begun yet.
    NoRun,
}

/// An `Error` with a `code`, one of core's or of this module's.
pub fn new(code: impl Serialize, message: &str) -> JsValue {
    let error = JsValue::from(Error::new(message));
    // A name can always be serialised, and a property of an object just made be set.
    if let Ok(code) = code.serialize(&Serializer::new()) {
        let _ = Reflect::set(&error, &"code".into(), &code);
    }
    error
}

/// One of core's.
#[expect(clippy::needless_pass_by_value, reason = "is given to map_err")]
pub fn from_core(error: kiln_core::Error) -> JsValue {
    let thrown = new(error.code(), &error.to_string());
    if let Ok(values) = crate::to_js(&error)
        && values.is_object()
    {
        let _ = Reflect::set(&thrown, &"values".into(), &values);
    }
    thrown
}

/// Something was called before what it needs.
pub fn missing(code: ModuleErrorCode, what: &str, call: &str) -> JsValue {
    new(code, &format!("there is no {what} yet. Call {call} first."))
}

/// A call came while another one was still going on.
pub fn busy() -> JsValue {
    new(
        ModuleErrorCode::Busy,
        "the session is still at work on an earlier call. Await that one first.",
    )
}
