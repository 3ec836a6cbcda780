/**
 * The words of the client's interface: what a page or an embedder passes in and hears back. Owns types only.
 */

import type { FileOrigin, Progress } from '../dataset/types.js';
import type { KilnCode } from '../kiln-error.js';
import type {
  About,
  Case,
  Change,
  CleaningReport,
  DatasetInfo,
  DeviceChoice,
  DeviceReport,
  ImageStrip,
  LayerConfig,
  Prediction,
  PredictOptions,
  Preset,
  Report,
  RunConfig,
  RunEvent,
  RunInfo,
  Schedule,
  Split,
  Summary,
  Trace,
} from '../protocol.js';

/** How a playground is opened. */
export interface PlaygroundOptions {
  /** Default 'auto': WebGPU where it works, the CPU otherwise. 'webgpu' rejects where WebGPU does not work. */
  device?: DeviceChoice;
  /** Of the processor, at most; 1 loads the smaller module without threads. Default: one a core, up to eight. */
  maxThreads?: number;
  /** Ends the opening of a device, which then rejects with code 'disposed'; later `dispose` does. */
  signal?: AbortSignal;
  /** Where the wasm variants lie; default: `wasm/` beside this module. */
  wasmBase?: string | URL;
  /** Where `manifest.json` and `mnist/` lie; default: `data/` beside this module. */
  dataBase?: string | URL;
}

/** What listeners hear. */
export type PlaygroundEvent =
  | RunEvent
  /** The worker died and another one took its place; the run is lost, the data set is back unless null. */
  | { type: 'restarted'; reason: string; device: DeviceReport; dataset: DatasetInfo | null }
  /** The worker died too often: nothing works until the page is loaded again. */
  | { type: 'lost'; code: KilnCode; message: string };

/** How a data set is loaded. */
export interface LoadOptions {
  /** Ends it; the call rejects with code 'aborted'. */
  signal?: AbortSignal;
  /** Hears how far it is, file by file. */
  onProgress?: (progress: Progress) => void;
}

/** A data set that is at hand now. */
export interface LoadedDataset {
  /** Its sizes, classes and how its images were prepared. */
  info: DatasetInfo;
  /** Where each file came from; empty for the built-in digits. */
  files: FileOrigin[];
}

/** A worker that trains, behind typed methods. Every method rejects with a `KilnError`. */
export interface Playground {
  /** The device in use now; changes when the worker had to be started again. */
  readonly device: DeviceReport;
  /** Hears everything until the returned function is called. */
  on(listener: (event: PlaygroundEvent) => void): () => void;
  /** The networks that come with Kiln, each with a configuration to train; the reference CNN comes first. */
  presets(): Promise<Preset[]>;
  /**
   * What `layers` make of images of `[1, height, width]` in `numClasses` classes: shapes, parameters and multiply-adds, layer
   * by layer. Rejects with code 'layer' where a layer cannot stand where it does. Touches no run.
   */
  summarize(layers: LayerConfig[], height: number, width: number, numClasses: number): Promise<Summary>;
  /**
   * Reads a configuration from elsewhere, a link or a file, whatever it is, and checks it against images of
   * `[1, height, width]` in `numClasses` classes: as it would be trained, with everything that it left out. Rejects with
   * code 'config' where it is none or a setting is out of range, 'layer' where the network cannot be built. Touches no run
   * and no data set.
   */
  checkConfig(config: unknown, height: number, width: number, numClasses: number): Promise<RunConfig>;
  /** Reads a checkpoint from elsewhere, every tensor of it, and says what run it is of. Touches no run. */
  checkCheckpoint(checkpoint: Uint8Array): Promise<About>;
  /** Of each of `numSteps` steps, as the schedule has it: for a chart of what is to come. */
  learningRates(config: RunConfig, numSteps: number): Promise<Float64Array>;
  /** With all its numbers: those that it leaves open follow the run, and are as for one of `numSteps` steps. */
  fittedSchedule(schedule: Schedule, numSteps: number): Promise<Schedule>;
  /**
   * MNIST: from `dataBase` where it lies there, from the browser's cache, or from a public mirror, checked by its digests.
   * The data set at hand and its run are gone then. Rejects with code 'superseded' when another one is asked for meanwhile.
   */
  loadMnist(options?: LoadOptions): Promise<LoadedDataset>;
  /** The four IDX files of the user, plain or gzip, in any order and under any name. */
  loadFiles(files: readonly File[], options?: LoadOptions): Promise<LoadedDataset>;
  /** Digits that are drawn from a seed, 28 by 28, 1 to 100,000 a split: there at once, without a network. */
  loadSynthetic(numTrain: number, numTest: number, seed: number): Promise<LoadedDataset>;
  /** `count` images of a split from `start` (0 and up) on, with their classes; fewer where it ends. */
  images(split: Split, start: number, count: number): Promise<ImageStrip>;
  /** The classes of the same images, without their pixels. */
  labels(split: Split, start: number, count: number): Promise<Uint8Array>;
  /**
   * How training images are varied, to look at: `count` of those that a run of this configuration would learn from, from
   * `start` on and round again, each followed by what `numEpochs` epochs from `epoch` (1 and up) on see in its place.
   * `[count, 1 + numEpochs, height, width]`, at most 1000 images. Touches no run.
   */
  augmented(config: RunConfig, start: number, count: number, epoch: number, numEpochs: number): Promise<Uint8Array>;
  /** What is suspect about the training images; nothing is changed. */
  cleaning(): Promise<CleaningReport>;
  /** Builds the untrained network, so that it can read drawings; begins no run, and refuses while one goes on. */
  prepare(config: RunConfig): Promise<RunInfo>;
  /**
   * Begins a run on the data set at hand, from new weights; one under way is dropped. Resolves when the first step may begin:
   * listeners hear the rest. Rejects with code 'config' or 'layer' where `config` cannot be trained, and 'noData' without a
   * data set.
   */
  train(config: RunConfig): Promise<RunInfo>;
  /**
   * The same with the weights of a checkpoint, as far as names and shapes agree; `config.initialization` comes to name
   * that file. The bytes are copied.
   */
  fineTune(config: RunConfig, checkpoint: Uint8Array): Promise<RunInfo>;
  /**
   * The run of a checkpoint, paused where it was saved: `resume` goes on as if it had never stopped. One that had come
   * to its end is finished, and reads drawings and test images as it did. The data set at hand must be the one it was
   * made with. Events and a limit of time count on from `seconds` of training, by default from none. The bytes are copied.
   */
  restore(checkpoint: Uint8Array, seconds?: number): Promise<RunInfo>;
  /** The run at hand as a checkpoint, a safetensors file; the run may go on meanwhile. */
  save(): Promise<Uint8Array>;
  /** Holds the run after the step at hand; nothing is lost. Without a run under way, nothing happens. */
  pause(): Promise<void>;
  /** Goes on with the run that is paused; rejects with code 'noRun' where there is none. */
  resume(): Promise<void>;
  /** One update, then paused. With no run, begins one with `config`; null when it went on with the run at hand. */
  step(config: RunConfig): Promise<RunInfo | null>;
  /** Ends the run where it is, without a last reading; its network stays, to read drawings. */
  stop(): Promise<void>;
  /** Has the run come to its end now, with a last reading; unlike `stop`, it is finished then. */
  end(): Promise<void>;
  /** Changes the learning rate and its like from the next step on, of a run that is running or paused. */
  change(change: Change): Promise<void>;
  /**
   * Reads the test set now, between two steps, and resolves when that is done: listeners hear what came of it. Rejects with
   * code 'noRun' where there is no network, and 'superseded' when another run or data set takes its place.
   */
  evaluate(): Promise<void>;
  /** Reads the test set, and says which classes are confused, how far probabilities can be trusted, and more. */
  report(): Promise<Report>;
  /**
   * Raw grayscale of any size, row-major, 0 = background, 255 = ink. The pixels are copied. With `{ novelty: true }`,
   * `novelty` says how unlike the test images it is, where there are enough of them: farther than its limit, it looks
   * like none of the classes. The first such answer for a dataset takes longer, as it measures the test images.
   */
  predict(pixels: Uint8Array, width: number, height: number, options?: PredictOptions): Promise<Prediction>;
  /** A few steps with given weights on a given batch, and every number on the way: for comparing devices. */
  trace(what: Case): Promise<Trace>;
  /**
   * Milliseconds that `repeats` products of two `[size, size]` matrices take, one after the other, with all that the
   * device has: 2 size^3 operations each. `size` is 1 to 2048, `repeats` 1 to 10,000. For benchmarks.
   */
  product(size: number, repeats: number): Promise<number>;
  /** Ends the worker; whatever is pending rejects with code 'disposed'. Harmless when repeated. */
  dispose(): void;
}
