/**
 * Holds the worker's expectations against what the build generated: when Rust's exports drift from `Wasm`, this file
 * stops type-checking. Types only; nothing of it reaches the browser.
 */
import type * as generated from '../../pkg/cpu/kiln.js';
import type { Wasm } from './wasm.js';

type Fits<Found extends Expected, Expected> = Found;

export type CheckedWasm = Fits<typeof generated, Wasm>;
