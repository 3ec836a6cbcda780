/**
 * One of the wasm modules, loaded by address at run time. Owns what the worker expects of it, checked when it arrives;
 * it is never bundled, because the threaded variant starts further workers from its own address.
 */
import type {
  About,
  Case,
  Change,
  CleaningReport,
  DatasetInfo,
  DeviceInfo,
  LayerConfig,
  Prediction,
  Preset,
  RunConfig,
  RunInfo,
  Schedule,
  Split,
  Summary,
  Trace,
  TrainEvent,
  Variant,
} from '../protocol.js';

/** What `crates/wasm` exports in every variant; the generated `kiln.d.ts` is checked against it in wasm-contract.ts. */
export interface Wasm {
  default(options: { module_or_path: string }): Promise<unknown>;
  presets(): Preset[];
  summarize(layers: LayerConfig[], height: number, width: number, numClasses: number): Summary;
  learningRates(config: RunConfig, numSteps: number): Float64Array;
  fittedSchedule(schedule: Schedule, numSteps: number): Schedule;
  checkConfig(json: string, height: number, width: number, numClasses: number): RunConfig;
  checkCheckpoint(checkpoint: Uint8Array): About;
  /** SHA-256, in hexadecimal. */
  digest(checkpoint: Uint8Array): string;
  initThreadPool?(numThreads: number): Promise<unknown>;
  Session: { open(): Promise<Session> };
}

export interface SelfCheck {
  passed: boolean;
  difference: number;
  tolerance: number;
}

export interface Session {
  free(): void;
  device(): DeviceInfo;
  selfCheck(): Promise<SelfCheck>;
  loadIdx(
    trainImages: Uint8Array,
    trainLabels: Uint8Array,
    testImages: Uint8Array,
    testLabels: Uint8Array,
  ): DatasetInfo;
  loadSynthetic(numTrain: number, numTest: number, seed: number): DatasetInfo;
  images(split: Split, start: number, count: number): Uint8Array;
  labels(split: Split, start: number, count: number): Uint8Array;
  augmented(config: RunConfig, start: number, count: number, epoch: number, numEpochs: number): Uint8Array;
  cleaning(): CleaningReport;
  begin(config: RunConfig): RunInfo;
  fineTune(config: RunConfig, checkpoint: Uint8Array): RunInfo;
  resume(checkpoint: Uint8Array): RunInfo;
  /** Of the run at hand, with every change made since it began. */
  config(): RunConfig;
  stepsMade(): number;
  /** Whether nothing is left to do, but what is asked for. */
  ended(): boolean;
  save(): Promise<Uint8Array>;
  advance(units: number): Promise<TrainEvent[]>;
  change(change: Change): void;
  end(): void;
  evaluate(): void;
  report(): void;
  predict(pixels: Uint8Array, width: number, height: number, novelty: boolean): Promise<Prediction>;
  trace(what: Case): Promise<Trace>;
  /** 1 where every product is right. */
  product(size: number, repeats: number): Promise<number>;
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
  const functions = [
    'default',
    'presets',
    'summarize',
    'checkConfig',
    'checkCheckpoint',
    'learningRates',
    'fittedSchedule',
    'digest',
    'Session',
  ];
  return functions.every((name) => typeof Reflect.get(value, name) === 'function');
}
