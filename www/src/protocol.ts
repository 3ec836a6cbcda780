/**
 * What crosses between page and worker. The types of configuration and events come from Rust (www/pkg, generated);
 * only what the worker adds to them, clocks and lifecycle, is defined here.
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

/** What the worker can be asked for; every method rejects with a `KilnError`. */
export interface Worker {
  /** `wasmBase` is the absolute address of the folder with the variants; it ends with a slash. */
  open(request: DeviceRequest, onEvent: (event: RunEvent) => void, wasmBase: string): Promise<DeviceReport>;
  presets(): Promise<Preset[]>;
  summarize(layers: LayerConfig[], height: number, width: number, numClasses: number): Promise<Summary>;
  /** Reads a configuration from elsewhere, whatever it is: as it would be trained. See `Playground.checkConfig`. */
  checkConfig(config: unknown, height: number, width: number, numClasses: number): Promise<RunConfig>;
  /** Reads a checkpoint from elsewhere, and says what it is of. */
  checkCheckpoint(checkpoint: Uint8Array): Promise<About>;
  /** Of each of `numSteps` steps, as the schedule has it. */
  learningRates(config: RunConfig, numSteps: number): Promise<Float64Array>;
  /** With what it leaves open as it is for a run of `numSteps` steps. */
  fittedSchedule(schedule: Schedule, numSteps: number): Promise<Schedule>;
  loadIdx(files: IdxFiles): Promise<DatasetInfo>;
  loadSynthetic(numTrain: number, numTest: number, seed: number): Promise<DatasetInfo>;
  images(split: Split, start: number, count: number): Promise<ImageStrip>;
  /** The classes alone. */
  labels(split: Split, start: number, count: number): Promise<Uint8Array>;
  /**
   * `count` of the images that a run of this configuration learns from, from `start` on and round again, each followed by
   * what `numEpochs` epochs from `epoch` (1 and up) on see in its place. Touches no run.
   */
  augmented(config: RunConfig, start: number, count: number, epoch: number, numEpochs: number): Promise<Uint8Array>;
  /** What is suspect about the training images. */
  cleaning(): Promise<CleaningReport>;
  /** Builds the untrained network, so that it can read drawings; begins no run, and refuses while one goes on. */
  prepare(config: RunConfig): Promise<RunInfo>;
  /** Builds the network and starts training; resolves when the first chunk may begin. */
  train(config: RunConfig): Promise<RunInfo>;
  /** The same with the weights of a checkpoint; the configuration's `initialization` comes to name that file. */
  fineTune(config: RunConfig, checkpoint: Uint8Array): Promise<RunInfo>;
  /**
   * The run of a checkpoint: paused where it was saved, or finished if it had come to its end. Wants the data set that it
   * was made with. `seconds` of training lie behind it.
   */
  restore(checkpoint: Uint8Array, seconds: number): Promise<RunInfo>;
  /** The run at hand as a checkpoint, a safetensors file; between two chunks, also while it goes on. */
  save(): Promise<Uint8Array>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One update, then paused. With no run, begins one with `config`. */
  step(config: RunConfig): Promise<RunInfo | null>;
  /** Ends the run; its network stays for drawing. */
  stop(): Promise<void>;
  /** Brings the run to its end, with a last reading: unlike `stop`, it is finished then. */
  end(): Promise<void>;
  /** Changes the learning rate and its like from the next step on, of a run under way. */
  change(change: Change): Promise<void>;
  /** Reads the whole test set now, between two chunks. */
  evaluate(): Promise<void>;
  /** The same, in every detail. */
  report(): Promise<Report>;
  predict(pixels: Uint8Array, width: number, height: number, options?: PredictOptions): Promise<Prediction>;
  /** A few steps with given weights on a given batch, and every number on the way: for comparing devices. */
  trace(what: Case): Promise<Trace>;
  /**
   * Milliseconds that `repeats` products of two `[size, size]` matrices take, one after the other: 2 size^3 operations
   * each. `size` is 1 to 2048, `repeats` 1 to 10,000.
   */
  product(size: number, repeats: number): Promise<number>;
}
