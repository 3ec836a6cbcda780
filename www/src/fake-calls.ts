/**
 * The answers of a worker that learns nothing, for tests: the one fake of the calls, shared by the fakes of worker and
 * playground. Owns an answer to each call that some test makes; any other is refused by name. Never shipped.
 */
import { type Arguments, type Call, type CallFunction, type CallsByName, callsBy } from './calls.js';
import { fakeAbout, fakeConfig, fakeInfo, fakePreset, fakeReport, fakeRunInfo, fakeSummary } from './fake-data.js';
import type { KilnError } from './kiln-error.js';

const none = { count: 0, indices: [] };

/** Every network answers alike: no run, no time, no randomness. */
const answers: Partial<CallsByName> = {
  presets: async () => [fakePreset],
  summarize: async () => fakeSummary,
  checkConfig: async () => fakeConfig,
  checkCheckpoint: async () => fakeAbout,
  learningRates: async (config, numSteps) => new Float64Array(numSteps).fill(config.learningRate),
  fittedSchedule: async (schedule, numSteps) =>
    schedule.type === 'step' ? { ...schedule, every: schedule.every ?? Math.ceil(numSteps / 4) } : schedule,
  images: async (_split, _start, count) => ({
    images: new Uint8Array(count * fakeInfo.height * fakeInfo.width),
    labels: new Uint8Array(count),
  }),
  labels: async (_split, _start, count) => new Uint8Array(count),
  /** Image after image one gray value: the position of the original, then the epochs. */
  augmented: async (_config, start, count, epoch, numEpochs) => {
    const row = (image: number) => [start + image, ...Array.from({ length: numEpochs }, (_, index) => epoch + index)];
    const gray = Array.from({ length: count }, (_, image) => row(image)).flat();
    const size = fakeInfo.height * fakeInfo.width;
    const images = new Uint8Array(gray.length * size);
    for (const [index, value] of gray.entries()) images.fill(value, index * size, (index + 1) * size);
    return images;
  },
  cleaning: async () => ({ duplicates: none, conflicting: none, leaked: none, blank: none, constant: none }),
  prepare: async (config) => fakeRunInfo(config),
  train: async (config) => fakeRunInfo(config),
  fineTune: async (config) => fakeRunInfo(config),
  restore: async () => fakeRunInfo(fakeConfig),
  save: async () => new Uint8Array([1, 2]),
  pause: async () => undefined,
  resume: async () => undefined,
  step: async () => null,
  stop: async () => undefined,
  end: async () => undefined,
  change: async () => undefined,
  evaluate: async () => undefined,
  report: async () => fakeReport,
  predict: async () => ({
    probabilities: Array(fakeInfo.numClasses).fill(1 / fakeInfo.numClasses),
    seen: new Uint8Array(fakeInfo.height * fakeInfo.width),
    size: [fakeInfo.height, fakeInfo.width],
  }),
  trace: async () => ({ logits: [], gradients: new Map(), losses: [], evalLogits: [] }),
  product: async () => 1,
};

/**
 * All calls: answered by `replies`, and as above where it has none. `hear` is told of each before it is answered; the
 * call rejects with the error that it returns.
 */
export function fakeCalls(
  replies: Partial<CallsByName> = {},
  hear: <K extends Call>(name: K, args: Arguments<K>) => KilnError | undefined = () => undefined,
): CallsByName {
  return callsBy((name, args) => {
    const refusal = hear(name, args);
    if (refusal) return Promise.reject(refusal);
    const answer = named(replies, name) ?? named(answers, name);
    return answer
      ? answer(...args)
      : Promise.reject(new Error(`the fake has no answer to '${name}': see fake-calls.ts`));
  });
}

function named<K extends Call>(calls: Partial<CallsByName>, name: K): CallFunction<K> | undefined {
  return calls[name];
}
