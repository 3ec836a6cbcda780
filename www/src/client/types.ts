/**
 * The words of the client's interface: what a page or an embedder passes in and hears back. Owns types only.
 */
import type { Calls } from '../calls.js';
import type { FileOrigin, Progress } from '../dataset/types.js';
import type { KilnCode } from '../kiln-error.js';
import type { DatasetInfo, DeviceChoice, DeviceReport, RunEvent } from '../protocol.js';

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

/**
 * A worker that trains, behind typed methods: the calls that are passed on to it, and what the page does itself. Every
 * method rejects with a `KilnError`.
 */
export interface Playground extends Calls {
  /** The device in use now, and why it is this one; another may be when the worker had to be started again. */
  readonly device: DeviceReport;
  /** Has `listener` hear every event, in order, until the returned function is called. */
  on(listener: (event: PlaygroundEvent) => void): () => void;
  /**
   * MNIST: from `dataBase` where it lies there, from the browser's cache, or from a public mirror, checked by its digests.
   * The data set at hand and its run are gone then. Rejects with code 'datasetUnavailable' or 'offline' where no source has
   * it, 'aborted' by the signal, and 'superseded' when another data set is asked for meanwhile.
   */
  loadMnist(options?: LoadOptions): Promise<LoadedDataset>;
  /**
   * The four IDX files of the user, plain or gzip, in any order and under any name. The data set at hand and its run are
   * gone then. Rejects with code 'ownFiles' where the four cannot be told apart, with one of those that begin with 'idx'
   * where a file is damaged, 'aborted' by the signal, and 'superseded' when another data set is asked for meanwhile.
   */
  loadFiles(files: readonly File[], options?: LoadOptions): Promise<LoadedDataset>;
  /**
   * Digits that are drawn from a seed, 28 by 28, 1 to 100,000 a split: there at once, without a network. The data set at
   * hand and its run are gone then. Rejects with code 'syntheticCount' for other numbers.
   */
  loadSynthetic(numTrain: number, numTest: number, seed: number): Promise<LoadedDataset>;
  /** Ends the worker; whatever is pending rejects with code 'disposed'. Harmless when repeated. */
  dispose(): void;
}
