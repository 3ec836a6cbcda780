/**
 * A wasm module and its session, for tests: no device, no data, a run that never ends. Owns what tests of the worker call;
 * the rest is missing, so that a new function of the module changes nothing here. Never shipped.
 */
import { fakeAbout, fakeConfig, fakeInfo, fakeRunInfo, fakeSummary } from '../fake-data.js';
import type { Session, Wasm } from './wasm.js';

/** Answers at once; `parts` replaces answers. */
export function fakeSession(parts: Partial<Session> = {}): Session {
  const finding = { count: 0, indices: [] };
  const session: Partial<Session> = {
    free: () => undefined,
    device: () => ({ backend: 'cpu', adapter: null, threads: 1 }),
    selfCheck: async () => ({ passed: true, difference: 0, tolerance: 0 }),
    loadIdx: () => fakeInfo,
    loadSynthetic: () => fakeInfo,
    images: (_, start, count) => new Uint8Array(count).fill(start),
    labels: (_, __, count) => new Uint8Array(count),
    augmented: (_, start, count, epoch, numEpochs) => new Uint8Array([start, count, epoch, numEpochs]),
    cleaning: () => ({
      duplicates: finding,
      conflicting: finding,
      leaked: finding,
      blank: finding,
      constant: finding,
    }),
    begin: fakeRunInfo,
    fineTune: fakeRunInfo,
    resume: () => fakeRunInfo(fakeConfig),
    config: () => fakeConfig,
    stepsMade: () => 3,
    ended: () => false,
    advance: async () => [],
    save: async () => new Uint8Array(3),
    change: () => undefined,
    end: () => undefined,
    evaluate: () => undefined,
    report: () => undefined,
    predict: async () => ({ probabilities: [1], seen: new Uint8Array(1), size: [1, 1] }),
    trace: async ({ steps }) => ({ logits: [], gradients: new Map(), losses: Array(steps).fill(1), evalLogits: [] }),
    product: async () => 1,
    ...parts,
  };
  return session as Session;
}

/** Opens `session`; `parts` replaces functions. */
export function fakeWasm(session: () => Promise<Session>, parts: Partial<Wasm> = {}): Wasm {
  const wasm: Partial<Wasm> = {
    default: async () => undefined,
    presets: () => [],
    summarize: () => fakeSummary,
    checkConfig: (json) => JSON.parse(json),
    checkCheckpoint: () => fakeAbout,
    learningRates: (_, numSteps) => new Float64Array(numSteps).fill(0.5),
    fittedSchedule: (schedule, numSteps) => (schedule.type === 'step' ? { ...schedule, every: numSteps } : schedule),
    digest: (file) => `digest of ${file.length} bytes`,
    // The module has a class: a function, with `open` on it.
    Session: Object.assign(() => undefined, { open: session }),
    ...parts,
  };
  return wasm as Wasm;
}
