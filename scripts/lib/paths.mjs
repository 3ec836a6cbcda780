/** Where things are in a checkout. Every path of the scripts starts here. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const at = (...parts) => join(root, ...parts);

/** Cargo's folder for native builds; the environment may move it, as cargo itself allows. */
export const nativeTarget = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');
/**
 * Cargo's folder for wasm builds: one per toolchain and set of flags. Within one folder cargo would compile everything
 * anew whenever either changes, because it leaves flags that remap paths out of the names of its files.
 */
export const wasmTarget = (toolchain, library) => at('target', 'wasm', `${toolchain}-${library}`);
/** Tools installed for this checkout only. */
export const tools = at('target', 'tools');
/** What kiln-bindgen and wasm-opt leave, one folder per variant. */
export const pkg = (variant) => at('www', 'pkg', variant);
/** What is served. */
export const dist = at('dist');
