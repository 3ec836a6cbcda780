//! `kiln-bindgen INPUT.wasm OUT_DIR OUT_NAME`: the JavaScript and TypeScript around a compiled module.
//!
//! The whole of wasm-bindgen's command line that Kiln needs, as a workspace member: the lock file keeps it at the
//! version of the library, and nobody installs a tool by hand. It decides nothing about variants or optimisation.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, out_name] = arguments.as_slice() else {
        eprintln!("usage: kiln-bindgen INPUT.wasm OUT_DIR OUT_NAME");
        return ExitCode::from(2);
    };
    match generate(input, out_dir, out_name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kiln-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// An ES module for `<script type="module">` and workers, with declarations beside it. Names of functions stay in the
/// module until wasm-opt has run; the section that lists the compilers goes.
fn generate(input: &str, out_dir: &str, out_name: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(out_name)
        .web(true)?
        .typescript(true)
        .remove_producers_section(true);
    bindgen.generate(out_dir)?;
    Ok(())
}
