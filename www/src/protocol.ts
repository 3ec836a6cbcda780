/**
 * The values that cross between page and worker; calls.ts has the calls. The types of configuration and events come from
 * Rust (www/pkg, generated); only what the worker adds to them, clocks and lifecycle, is defined here.
 */

import type {
  About,
  Case,
  Change,
  CleaningReport,
  ConfigProblem,
  DatasetInfo,
  DeviceInfo,
  ErrorCode,
  LayerConfig,
  LayerProblem,
  ModuleErrorCode,
  Prediction,
  Preset,
  Reason,
  Report,
  RunConfig,
  RunInfo,
  Schedule,
  Summary,
  Trace,
  TrainEvent,
} from '../pkg/cpu/kiln.js';
import type { KilnCode } from './kiln-error.js';

export type {
  About,
  Case,
  Change,
  CleaningReport,
  ConfigProblem,
  DatasetInfo,
  DeviceInfo,
  ErrorCode,
  LayerConfig,
  LayerProblem,
  ModuleErrorCode,
  Prediction,
  Preset,
  Reason,
  Report,
  RunConfig,
  RunInfo,
  Schedule,
  Summary,
  Trace,
  TrainEvent,
};

/** One of the three wasm modules. */
export type Variant = 'webgpu' | 'cpu-threads' | 'cpu';

/** What the user asked for, `?device=`. */
export type DeviceChoice = 'auto' | 'webgpu' | 'cpu';

/** Why the device is not the one that was hoped for; the page translates it. `detail` is technical English. */
export type FallbackCause = 'noWebGpu' | 'noAdapter' | 'selfCheckFailed' | 'deviceFailed' | 'forced';

/** The device in use, and why: a fallback is never silent. */
export interface DeviceReport extends DeviceInfo {
  variant: Variant;
  fallback: { cause: FallbackCause; detail: string } | null;
  /** Why only one thread is used, where more would have been possible. */
  singleThread: 'notIsolated' | 'oneCore' | 'crossOrigin' | 'asked' | null;
}

/** What is to be opened. */
export interface DeviceRequest {
  choice: DeviceChoice;
  /** Of the processor, at most; 1 loads the module without threads. Null: one a core, up to eight. */
  maxThreads: number | null;
}

/** Which images of a data set: those that are learnt from, or those that never are. */
export type Split = 'train' | 'test';

/** The four files of an IDX dataset; plain or gzip. Buffers are transferred, not copied. */
export interface IdxFiles {
  trainImages: Uint8Array;
  trainLabels: Uint8Array;
  testImages: Uint8Array;
  testLabels: Uint8Array;
}

/** Some images of a split, `count * height * width` bytes. */
export interface ImageStrip {
  images: Uint8Array;
  labels: Uint8Array;
}

/** What a prediction tells beside the probabilities. */
export interface PredictOptions {
  /** How unlike the dataset's test images the image is. */
  readonly novelty?: boolean;
}

/** Where a run is; `idle` before the first one. */
export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** Events of a run, stamped by the worker: `seconds` of training time since the start, pauses excluded. */
export type RunEvent =
  /** Comes before every other event of its run. `step` updates were made before: above 0 only for a restored run. */
  | { type: 'began'; config: RunConfig; info: RunInfo; step: number }
  | { type: 'status'; status: RunStatus; seconds: number }
  | { type: 'progress'; events: TrainEvent[]; seconds: number }
  | { type: 'failed'; code: KilnCode; message: string; seconds: number };
