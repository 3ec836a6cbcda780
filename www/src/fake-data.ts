/** What the worker answers with, for tests: a data set, a network, a run and a checkpoint of it. Never shipped. */
import type { About, DatasetInfo, DeviceReport, Preset, Report, RunConfig, RunInfo, Summary } from './protocol.js';

export const fakeConfig: RunConfig = {
  layers: [],
  optimizer: { type: 'sgd' },
  learningRate: 1,
  batchSize: 1,
  numEpochs: 1,
  seed: 1,
};

export const fakeAbout: About = {
  format: 1,
  config: fakeConfig,
  size: [28, 28],
  classNames: [...'0123456789'],
  scale: { mean: 0, std: 1 },
  fingerprint: 1,
  standing: {
    step: 3,
    reason: null,
    best: null,
    stale: 0,
    restored: null,
    unread: false,
    validation: null,
    test: null,
  },
};

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

/** What a run of `config` is told of itself. */
export function fakeRunInfo(config: RunConfig): RunInfo {
  const { numTrain, numTest } = fakeInfo;
  const stepsPerEpoch = Math.ceil(numTrain / config.batchSize);
  const numSteps = stepsPerEpoch * config.numEpochs;
  return { summary: fakeSummary, stepsPerEpoch, numSteps, numTrain, numValidation: 0, numTest };
}

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
