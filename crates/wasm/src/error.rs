//! Errors as JavaScript sees them: an `Error` with a stable `code` beside its message, and, where core has them, the
//! `values` that the message was made of, for whoever says it in another language.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// An `Error` with a `code`.
pub fn new(code: &str, message: &str) -> JsValue {
    let error = JsValue::from(Error::new(message));
    // Setting a property of an object just made cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
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
pub fn missing(code: &str, what: &str, call: &str) -> JsValue {
    new(code, &format!("there is no {what} yet. Call {call} first."))
}

/// A call came while another one was still going on.
pub fn busy() -> JsValue {
    new(
        "busy",
        "the session is still at work on an earlier call. Await that one first.",
    )
}
