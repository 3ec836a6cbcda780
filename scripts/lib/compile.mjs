/**
 * From crates/wasm to a module: cargo, with a standard library compiled by the same flags. What is done to the module
 * afterwards is in build-wasm.mjs.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { must } from './command.mjs';
import { root, wasmTarget } from './paths.mjs';
import { step } from './terminal.mjs';
import { variants } from './variants.mjs';

/** The parts of the standard library that end up in inner loops. */
const hotInStd = ['core', 'alloc', 'compiler_builtins'];

/** Compiles a variant; returns the path of the module. */
export async function compile(name, wasm) {
  const { features, library, rustflags } = variants[name];
  const target = wasmTarget(wasm.kind, library);
  const args = ['build', '--locked', '--profile', 'wasm', '-p', 'kiln-wasm', '--target', 'wasm32-unknown-unknown'];
  const artifacts = join(target, 'artifacts', name);
  args.push('-Zbuild-std=std,panic_abort', '--target-dir', target, '-Zunstable-options', '--artifact-dir', artifacts);
  // Named here because Cargo.toml may not name what is no dependency of a native build.
  for (const crate of hotInStd) args.push('--config', `profile.wasm.package.${crate}.opt-level=3`);
  if (features.length > 0) args.push('--features', features.join(','));
  const env = {
    ...wasm.env,
    // -Z build-std is not stable yet; this lets a stable compiler do it.
    RUSTC_BOOTSTRAP: '1',
    CARGO_ENCODED_RUSTFLAGS: [...rustflags, ...remapped(wasm)].join('\u001f'),
    RUSTFLAGS: undefined,
  };
  await step('cargo', () => must(wasm.cargo, args, { env }));
  return join(artifacts, 'kiln_wasm.wasm');
}

/** Messages of panics name source files: keep the names of this machine's folders out of what is published. */
function remapped(wasm) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const source = join(wasm.sysroot, 'lib/rustlib/src/rust');
  return [`${root}=kiln`, `${cargoHome}/registry/src=crates`, `${source}=rust`].map(
    (pair) => `--remap-path-prefix=${pair}`,
  );
}
