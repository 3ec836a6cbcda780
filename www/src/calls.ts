/**
 * The remote calls, page to worker: the one list of them, from which the client's methods, the worker's answers and the
 * fakes of the tests take their types and names. Owns their signatures and documentation; refuses to know how a call
 * travels or who answers it.
 */
import type {
  About,
  Case,
  Change,
  CleaningReport,
  DatasetInfo,
  DeviceReport,
  DeviceRequest,
  IdxFiles,
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
} from './protocol.js';

/**
 * The calls that the page passes on to the worker as they are. Every one rejects with a `KilnError`: with the codes that
 * are named here, with code 'fatal' where the worker dies meanwhile, and 'disposed' where the playground is given up.
 * Bytes that are passed in are copied; those that come back belong to the caller.
 */
export interface Calls {
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
  /**
   * Reads a checkpoint from elsewhere, a safetensors file, every tensor of it, and says what run it is of. Rejects with one
   * of the codes that begin with 'checkpoint', or with 'config' or 'layer' where its run cannot be trained. Touches no run.
   */
  checkCheckpoint(checkpoint: Uint8Array): Promise<About>;
  /**
   * The learning rate of each of `numSteps` steps, `[numSteps]`, as the schedule of `config` has it: for a chart of what is
   * to come. Rejects with code 'config' where `config` is malformed. Touches no run.
   */
  learningRates(config: RunConfig, numSteps: number): Promise<Float64Array>;
  /**
   * The schedule with all its numbers: those that it leaves open follow the run, and are as for one of `numSteps` steps.
   * Rejects with code 'config' where it is malformed. Touches no run.
   */
  fittedSchedule(schedule: Schedule, numSteps: number): Promise<Schedule>;
  /**
   * `count` images of a split from `start` (0 and up) on, with their classes; fewer where the split ends. Images are
   * grayscale, `[count, height, width]`, 0 = background, 255 = ink; labels are `[count]`. Rejects with code 'noData'
   * without a data set.
   */
  images(split: Split, start: number, count: number): Promise<ImageStrip>;
  /** The classes of the same images, `[count]`, without their pixels. Rejects with code 'noData' without a data set. */
  labels(split: Split, start: number, count: number): Promise<Uint8Array>;
  /**
   * How training images are augmented, to look at: `count` of those that a run of this configuration would learn from, from
   * `start` on and round again, each followed by what `numEpochs` epochs from `epoch` (1 and up) on see in its place.
   * Grayscale, `[count, 1 + numEpochs, height, width]`, at most 1000 images in all; rejects with code 'config' for more,
   * and 'noData' without a data set. Touches no run.
   */
  augmented(config: RunConfig, start: number, count: number, epoch: number, numEpochs: number): Promise<Uint8Array>;
  /**
   * What is suspect about the training images: duplicates, contradictory labels, test images among them, empty ones.
   * Nothing is changed. Rejects with code 'noData' without a data set.
   */
  cleaning(): Promise<CleaningReport>;
  /**
   * Builds the untrained network, so that it can classify drawings; begins no run. Rejects with code 'busy' while a run is
   * running or paused, 'config' or 'layer' where `config` cannot be trained, and 'noData' without a data set.
   */
  prepare(config: RunConfig): Promise<RunInfo>;
  /**
   * Begins a run on the data set at hand, from new weights; one under way is dropped. Resolves when the first step may begin:
   * listeners hear the rest. Rejects with code 'config' or 'layer' where `config` cannot be trained, and 'noData' without a
   * data set.
   */
  train(config: RunConfig): Promise<RunInfo>;
  /**
   * The same with the weights of a checkpoint, as far as names and shapes agree; `config.initialization` comes to name
   * that file. Rejects as `train` does, and with one of the codes that begin with 'checkpoint' where the file cannot be used.
   */
  fineTune(config: RunConfig, checkpoint: Uint8Array): Promise<RunInfo>;
  /**
   * The run of a checkpoint, paused where it was saved: `resume` goes on as if it had never stopped. One that had come
   * to its end is finished, and classifies drawings and test images as it did. The data set at hand must be the one it was
   * made with: rejects with code 'checkpointData' where it is not, with another that begins with 'checkpoint' where the
   * file is damaged, and 'noData' without a data set; the run at hand stays then. Events and a limit of time count on from
   * `seconds` of training, by default from 0.
   */
  restore(checkpoint: Uint8Array, seconds?: number): Promise<RunInfo>;
  /**
   * The run at hand as a checkpoint, the bytes of a safetensors file; the run may go on meanwhile. Rejects with code
   * 'noRun' where there is none.
   */
  save(): Promise<Uint8Array>;
  /** Holds the run after the step at hand; nothing is lost. Without a run under way, nothing happens. */
  pause(): Promise<void>;
  /** Goes on with the run that is paused; rejects with code 'noRun' where there is none. */
  resume(): Promise<void>;
  /**
   * One update, then paused. With no run under way, begins one with `config`, and rejects as `train` does; null when it went
   * on with the run at hand. Rejects with code 'diverged' where the loss is not finite any more.
   */
  step(config: RunConfig): Promise<RunInfo | null>;
  /**
   * Ends the run where it is, without a last evaluation; its network stays, to classify drawings. Without a run under way,
   * nothing happens.
   */
  stop(): Promise<void>;
  /**
   * Has the run come to its end now, with a last evaluation; unlike `stop`, it is finished then. Resolves when the end has
   * been asked for: listeners hear of it. Without a run under way, nothing happens.
   */
  end(): Promise<void>;
  /**
   * Changes the learning rate and its like from the next step on. Rejects with code 'noRun' where no run is running or
   * paused, and 'config' where a value is out of range.
   */
  change(change: Change): Promise<void>;
  /**
   * Evaluates the network on the test set now, between two steps, and resolves when that is done: listeners hear what came
   * of it. Rejects with code 'noRun' where there is no network, and 'superseded' when another run or data set takes its
   * place.
   */
  evaluate(): Promise<void>;
  /**
   * Evaluates the network on the test set, and says which classes are confused, how far probabilities can be trusted, and
   * more. Rejects as `evaluate` does.
   */
  report(): Promise<Report>;
  /**
   * The probability of each class, for an image of any size: raw grayscale, `[height, width]`, row-major, 0 = background,
   * 255 = ink. With `{ novelty: true }`, `novelty` says how unlike the test images it is, where there are enough of them:
   * farther than its limit, it looks like none of the classes; the first such answer for a data set takes longer, as it
   * measures the test images. Rejects with code 'noRun' where there is no network, and 'drawing' where `pixels` are not
   * `height * width`.
   */
  predict(pixels: Uint8Array, width: number, height: number, options?: PredictOptions): Promise<Prediction>;
  /**
   * A few steps with given weights on a given batch, and every number on the way: for comparing devices. Rejects with code
   * 'trace' where weights or images do not fit the network. Touches no run.
   */
  trace(what: Case): Promise<Trace>;
  /**
   * Milliseconds that `repeats` products of two `[size, size]` matrices take, one after the other, with all that the
   * device has: `2 * size^3` operations each. `size` is 1 to 2048, `repeats` 1 to 10,000; rejects with code 'config' beyond
   * that, and 'product' where the device computes wrong numbers. For benchmarks. Touches no run.
   */
  product(size: number, repeats: number): Promise<number>;
}

/** The name of a call. */
export type Call = keyof Calls;
/** What it is given. */
export type Arguments<K extends Call> = Parameters<Calls[K]>;
/** What it resolves with. */
export type Answer<K extends Call> = Awaited<ReturnType<Calls[K]>>;
/** One of the calls, as a function. */
export type CallFunction<K extends Call> = (...args: Arguments<K>) => Promise<Answer<K>>;
/** The same calls, so that TypeScript follows one whose name is a variable. */
export type CallsByName = { [K in Call]: CallFunction<K> };

/** Every call, and how many arguments it takes at most. Neither a missing row nor a wrong number compiles. */
const numArguments: { readonly [K in Call]: Required<Arguments<K>>['length'] } = {
  presets: 0,
  summarize: 4,
  checkConfig: 4,
  checkCheckpoint: 1,
  learningRates: 2,
  fittedSchedule: 2,
  images: 3,
  labels: 3,
  augmented: 5,
  cleaning: 0,
  prepare: 1,
  train: 1,
  fineTune: 2,
  restore: 2,
  save: 0,
  pause: 0,
  resume: 0,
  step: 1,
  stop: 0,
  end: 0,
  change: 1,
  evaluate: 0,
  report: 0,
  predict: 4,
  trace: 1,
  product: 2,
};

function isCall(name: string): name is Call {
  return Object.hasOwn(numArguments, name);
}

/** Of every call. */
export const callNames: readonly Call[] = Object.keys(numArguments).filter(isCall);

/**
 * An object with all calls, each of which does `perform` with its name and arguments. Arguments beyond those that a call
 * takes are left out: an event handler is given the event, which cannot be sent to a worker.
 */
export function callsBy(perform: <K extends Call>(name: K, args: Arguments<K>) => Promise<Answer<K>>): CallsByName {
  const made: Partial<CallsByName> = {};
  const add = <K extends Call>(calls: { [P in K]?: CallFunction<P> }, name: K) => {
    calls[name] = (...args) => {
      args.splice(numArguments[name]);
      return perform(name, args);
    };
  };
  for (const name of callNames) add(made, name);
  if (!hasAll(made)) throw new Error('expected every call to be made');
  return made;
}

/** Makes the call of that name. */
export function call<K extends Call>(calls: CallsByName, name: K, args: Arguments<K>): Promise<Answer<K>> {
  return calls[name](...args);
}

function hasAll(calls: Partial<CallsByName>): calls is CallsByName {
  return callNames.every((name) => calls[name]);
}

/** What the worker answers: the calls, and how a device is opened and data sets get into it. */
export interface WorkerApi extends Calls {
  /** `wasmBase` is the absolute address of the folder with the variants; it ends with a slash. */
  open(request: DeviceRequest, onEvent: (event: RunEvent) => void, wasmBase: string): Promise<DeviceReport>;
  /** The buffers are moved to the worker. Rejects with one of the codes that begin with 'idx'. */
  loadIdx(files: IdxFiles): Promise<DatasetInfo>;
  /** Digits drawn from `seed`, 1 to 100,000 a split; rejects with code 'syntheticCount' beyond that. */
  loadSynthetic(numTrain: number, numTest: number, seed: number): Promise<DatasetInfo>;
}
