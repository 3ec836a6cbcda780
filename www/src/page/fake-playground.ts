/**
 * A playground without a worker, for tests: answers as the real one does and learns nothing. Time passes only when a
 * test calls `emit`. Never shipped: only tests import it.
 */
import type { Playground, PlaygroundEvent } from '../client/types.js';
import { fakeAbout } from '../fake-about.js';
import { KilnError } from '../kiln-error.js';
import type { DatasetInfo, DeviceReport, Preset, Report, RunConfig, RunInfo, RunStatus, Summary } from '../protocol.js';
import { stepOf } from '../runs/checkpoint-about.js';
import { fakeCheckpoint } from '../runs/fake-checkpoint.js';
import { isConfig } from '../view/config-shape.js';
import { isActive } from '../view/run.js';

export const fakeDevice: DeviceReport = {
  backend: 'cpu',
  adapter: null,
  threads: 2,
  variant: 'cpu-threads',
  fallback: { cause: 'noAdapter', detail: 'the browser found no WebGPU adapter' },
  singleThread: null,
};

export const fakeInfo: DatasetInfo = {
  numTrain: 1_000,
  numTest: 200,
  height: 28,
  width: 28,
  numClasses: 10,
  classNames: [...'0123456789'],
  trainCounts: Array(10).fill(100),
  testCounts: Array(10).fill(20),
  imbalance: 1,
  fingerprint: 1,
};

export const fakePreset: Preset = {
  id: 'mlp',
  description: 'One dense layer.',
  typical: { mnist: 0.977, digits: 0.953, epochs: 5 },
  config: {
    layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    batchSize: 100,
    numEpochs: 2,
    seed: 1,
  },
};

export const fakeSummary: Summary = {
  layers: [
    { output: [784], numParams: 0, multiplyAdds: 0, layers: [] },
    { output: [10], numParams: 7_850, multiplyAdds: 7_840, layers: [] },
  ],
  numParams: 7_850,
  multiplyAdds: 7_840,
  imageBytes: 8_000,
};

const averages = { precision: 1, recall: 1, f1: 1 };
export const fakeReport: Report = {
  images: 200,
  loss: 0,
  accuracy: 1,
  top2Accuracy: 1,
  confusion: [],
  classes: [],
  macroAverage: averages,
  weightedAverage: averages,
  calibration: { expectedError: 0, brierScore: 0, bins: [] },
  mistakes: [],
  predictions: [],
  confidences: [],
};

export class FakePlayground implements Playground {
  readonly device = fakeDevice;
  /** Names of the calls so far. */
  readonly calls: string[] = [];
  /** What the next call of a method rejects with. */
  readonly failures = new Map<string, KilnError>();
  readonly #listeners = new Set<(event: PlaygroundEvent) => void>();
  /** Of the run at hand. */
  numSteps = 0;
  seconds = 0;
  status: RunStatus = 'idle';
  /** What the worker makes of a checkpoint. */
  static restoredAs: 'paused' | 'finished' = 'paused';

  on(listener: (event: PlaygroundEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: PlaygroundEvent): void {
    if (event.type === 'began') this.numSteps = event.step;
    if (event.type === 'status') this.status = event.status;
    if (event.type === 'status' || event.type === 'progress') this.seconds = event.seconds;
    if (event.type === 'progress') {
      for (const told of event.events) if (told.type === 'step') this.numSteps = told.step;
    }
    for (const listener of this.#listeners) listener(event);
  }

  presets = () => this.#answer('presets', [fakePreset]);
  summarize = () => this.#answer('summarize', fakeSummary);
  loadMnist: Playground['loadMnist'] = async ({ signal, onProgress } = {}) => {
    onProgress?.({ file: 'train', source: 'jsdelivr', received: 5, total: 10, filesDone: 0, numFiles: 4 });
    if (this.failures.has('hang')) {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
      throw new KilnError('aborted', 'loading the data set was cancelled');
    }
    return this.#answer('loadMnist', { info: fakeInfo, files: [{ name: 'train', source: 'jsdelivr' }] });
  };
  /** Training images of the next files. */
  sizes: number[] = [];
  loadFiles = () => {
    const info = { ...fakeInfo, numTrain: this.sizes.shift() ?? fakeInfo.numTrain };
    return this.#answer('loadFiles', { info, files: [{ name: 'a', source: 'file' as const }] });
  };
  loadSynthetic = () => this.#answer('loadSynthetic', { info: fakeInfo, files: [] });
  images: Playground['images'] = (_split, _start, count) =>
    this.#answer('images', { images: new Uint8Array(count * 28 * 28), labels: new Uint8Array(count) });
  labels: Playground['labels'] = (_split, _start, count) => this.#answer('labels', new Uint8Array(count));
  /** Image after image one gray value: the position of the original, then the epochs. */
  augmented: Playground['augmented'] = (_config, start, count, epoch, numEpochs) => {
    const row = (image: number) => [start + image, ...Array.from({ length: numEpochs }, (_, index) => epoch + index)];
    const gray = Array.from({ length: count }, (_, image) => row(image)).flat();
    const images = new Uint8Array(gray.length * 28 * 28);
    for (const [index, value] of gray.entries()) images.fill(value, index * 28 * 28, (index + 1) * 28 * 28);
    return this.#answer('augmented', images);
  };
  /** Mends the lack of a network, as the real one does. */
  prepare = (config: RunConfig) => {
    if (this.failures.get('predict')?.code === 'noRun') this.failures.delete('predict');
    return this.#answer('prepare', infoFor(config));
  };
  /** Takes everything that has layers. */
  checkConfig: Playground['checkConfig'] = (config) =>
    isConfig(config)
      ? this.#answer('checkConfig', config)
      : Promise.reject(new KilnError('config', 'no configuration'));
  checkCheckpoint: Playground['checkCheckpoint'] = (checkpoint) =>
    this.#answer('checkCheckpoint', {
      ...fakeAbout,
      config: fakePreset.config,
      standing: { ...fakeAbout.standing, step: stepOf(checkpoint) ?? 0 },
    });
  learningRates: Playground['learningRates'] = (config, numSteps) =>
    this.#answer('learningRates', new Float64Array(numSteps).fill(config.learningRate));
  fittedSchedule: Playground['fittedSchedule'] = (schedule, numSteps) =>
    this.#answer(
      'fittedSchedule',
      schedule.type === 'step' ? { ...schedule, every: schedule.every ?? Math.ceil(numSteps / 4) } : schedule,
    );
  cleaning = () => {
    const none = { count: 0, indices: [] };
    const report = { duplicates: none, conflicting: none, leaked: none, blank: none, constant: none };
    return this.#answer('cleaning', report);
  };
  train = (config: RunConfig) => this.#begin('train', config);
  fineTune = (config: RunConfig) => this.#begin('fineTune', config);
  restore: Playground['restore'] = async (checkpoint, seconds = 0) => {
    const { config } = fakePreset;
    const info = infoFor(config);
    const answer = await this.#answer('restore', info);
    this.emit({ type: 'began', config, info, step: stepOf(checkpoint) ?? 0 });
    this.emit({ type: 'status', status: FakePlayground.restoredAs, seconds });
    return answer;
  };
  save = () => this.#answer('save', fakeCheckpoint(this.numSteps));
  pause = async () => {
    await this.#answer('pause', undefined);
    if (this.status === 'running') this.emit({ type: 'status', status: 'paused', seconds: this.seconds });
  };
  resume = () => this.#answer('resume', undefined);
  step = (config: RunConfig) => this.#begin('step', config);
  stop = async () => {
    await this.#answer('stop', undefined);
    if (isActive(this.status)) this.emit({ type: 'status', status: 'stopped', seconds: this.seconds });
  };
  end = () => this.#answer('end', undefined);
  change = () => this.#answer('change', undefined);
  report = () => this.#answer('report', fakeReport);
  trace = () => this.#answer('trace', { logits: [], gradients: new Map(), losses: [], evalLogits: [] });
  product = () => this.#answer('product', 1);
  evaluate = () => this.#answer('evaluate', undefined);
  predict = () =>
    this.#answer('predict', {
      probabilities: Array(10).fill(0.1),
      seen: new Uint8Array(784),
      size: [28, 28] as [number, number],
    });
  dispose = () => undefined;

  async #begin(name: string, config: RunConfig): Promise<RunInfo> {
    const info = infoFor(config);
    const answer = await this.#answer(name, info);
    this.emit({ type: 'began', config, info, step: 0 });
    this.emit({ type: 'status', status: name === 'train' || name === 'fineTune' ? 'running' : 'paused', seconds: 0 });
    return answer;
  }

  #answer<T>(name: string, value: T): Promise<T> {
    this.calls.push(name);
    const failure = this.failures.get(name);
    return failure ? Promise.reject(failure) : Promise.resolve(value);
  }
}

function infoFor(config: RunConfig): RunInfo {
  const { numTrain, numTest } = fakeInfo;
  const stepsPerEpoch = Math.ceil(numTrain / config.batchSize);
  const numSteps = stepsPerEpoch * config.numEpochs;
  return { summary: fakeSummary, stepsPerEpoch, numSteps, numTrain, numValidation: 0, numTest };
}
