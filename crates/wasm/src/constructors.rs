//! Constructors: functions that crates register to run before anything else; `CubeCL`'s compiler lists its operations
//! so.
//!
//! Where nothing calls these constructors by name, the linker takes the module for a command and puts a call of all of
//! them, thousands, before every function that JavaScript may call; wasm-bindgen's handling of references is among
//! those, and most of a step on a GPU went there. Source: "WebAssembly and constructors" in the documentation of
//! `inventory`, and wasm-ld's `Writer.cpp`.

/// Runs them; once, as the module is initialised.
#[expect(unsafe_code, reason = "the function is the linker's")]
pub fn run() {
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }
    // SAFETY: the linker makes this function, without arguments and without a result, for every module.
    unsafe { __wasm_call_ctors() };
}
