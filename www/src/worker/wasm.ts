/**
 * One of the wasm modules, loaded by address at run time. Owns what the worker knows of it, which is what the build
 * generated, and the reading of its errors; it is never bundled, because the threaded variant starts further workers from
 * its own address.
 */
import type * as generated from '../../pkg/cpu/kiln.js';
import { KilnError, toKilnError } from '../kiln-error.js';
import type { Variant } from '../protocol.js';

/** A device with a data set and a run: `Session` of `crates/wasm`. */
export type Session = Omit<generated.Session, typeof Symbol.dispose>;

/** What `crates/wasm` exports in every variant, and what one of them has besides. */
export interface Wasm extends Omit<typeof generated, 'default' | 'initSync' | 'start' | 'Session'> {
  default(options: { module_or_path: string }): Promise<unknown>;
  initThreadPool?(numThreads: number): Promise<unknown>;
  Session: { open(): Promise<Session> };
}

/** Imports and instantiates a variant. Rejects when it was not built, cannot be fetched or does not start. */
export async function loadWasm(
  variant: Variant,
  wasmBase: string,
  importModule: (url: string) => Promise<unknown>,
): Promise<Wasm> {
  const base = `${wasmBase}${variant}/`;
  const wasm = await importModule(`${base}kiln.js`);
  if (!isWasm(wasm)) {
    throw new Error(`expected the wasm module of Kiln at ${base}kiln.js, found something else: build it again`);
  }
  await wasm.default({ module_or_path: `${base}kiln_bg.wasm` });
  return wasm;
}

function isWasm(value: unknown): value is Wasm {
  if (typeof value !== 'object' || value === null) return false;
  return ['default', 'Session'].every((name) => typeof Reflect.get(value, name) === 'function');
}

/** A device that does not give its numbers back is lost: only another worker has another device. */
export function toSessionError(thrown: unknown): KilnError {
  const error = toKilnError(thrown);
  return error.code === 'readback' ? new KilnError('fatal', error.message, { cause: error }) : error;
}
