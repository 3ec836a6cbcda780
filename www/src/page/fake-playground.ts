/**
 * A playground without a worker, for tests: answers as the real one does and learns nothing. Time passes only when a
 * test calls `emit`. Never shipped: only tests import it.
 */
import type { CallsByName } from '../calls.js';
import type { Playground, PlaygroundEvent } from '../client/types.js';
import { fakeCalls } from '../fake-calls.js';
import { fakeAbout, fakeDevice, fakeInfo, fakePreset, fakeRunInfo } from '../fake-data.js';
import { KilnError } from '../kiln-error.js';
import type { RunConfig, RunInfo, RunStatus } from '../protocol.js';
import { stepOf } from '../runs/checkpoint-about.js';
import { fakeCheckpoint } from '../runs/fake-checkpoint.js';
import { isConfig } from '../state/run/config-shape.js';
import { isActive } from '../state/run/run.js';

export { fakeDevice, fakeInfo, fakePreset, fakeReport, fakeSummary } from '../fake-data.js';

/** Every call, which the constructor makes. */
export interface FakePlayground extends CallsByName {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor makes every call
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
  /** Training images of the next files. */
  sizes: number[] = [];
  /** What the worker makes of a checkpoint. */
  static restoredAs: 'paused' | 'finished' = 'paused';

  constructor() {
    Object.assign(
      this,
      fakeCalls(this.#replies(), (name) => this.#hear(name)),
    );
  }

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

  loadMnist: Playground['loadMnist'] = async ({ signal, onProgress } = {}) => {
    onProgress?.({ file: 'train', source: 'jsdelivr', received: 5, total: 10, filesDone: 0, numFiles: 4 });
    if (this.failures.has('hang')) {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
      throw new KilnError('aborted', 'loading the data set was cancelled');
    }
    return this.#answer('loadMnist', { info: fakeInfo, files: [{ name: 'train', source: 'jsdelivr' }] });
  };
  loadFiles = () => {
    const info = { ...fakeInfo, numTrain: this.sizes.shift() ?? fakeInfo.numTrain };
    return this.#answer('loadFiles', { info, files: [{ name: 'a', source: 'file' as const }] });
  };
  loadSynthetic = () => this.#answer('loadSynthetic', { info: fakeInfo, files: [] });
  dispose = () => undefined;

  /** Where the real one tells of a run, or reads what it is given, this one does. */
  #replies(): Partial<CallsByName> {
    return {
      /** Takes everything that has layers. */
      checkConfig: async (config) => {
        if (!isConfig(config)) throw new KilnError('config', 'no configuration');
        return config;
      },
      checkCheckpoint: async (checkpoint) => ({
        ...fakeAbout,
        config: fakePreset.config,
        standing: { ...fakeAbout.standing, step: stepOf(checkpoint) ?? 0 },
      }),
      /** Mends the lack of a network, as the real one does. */
      prepare: async (config) => {
        if (this.failures.get('predict')?.code === 'noRun') this.failures.delete('predict');
        return fakeRunInfo(config);
      },
      train: (config) => this.#begin(config, 0, 'running'),
      fineTune: (config) => this.#begin(config, 0, 'running'),
      step: (config) => this.#begin(config, 0, 'paused'),
      restore: (checkpoint, seconds) =>
        this.#begin(fakePreset.config, stepOf(checkpoint) ?? 0, FakePlayground.restoredAs, seconds),
      save: async () => fakeCheckpoint(this.numSteps),
      pause: () => this.#enter('paused', this.status === 'running'),
      stop: () => this.#enter('stopped', isActive(this.status)),
    };
  }

  /** Events come after the call was made, as from a worker. */
  async #begin(config: RunConfig, step: number, status: RunStatus, seconds = 0): Promise<RunInfo> {
    const info = await Promise.resolve(fakeRunInfo(config));
    this.emit({ type: 'began', config, info, step });
    this.emit({ type: 'status', status, seconds });
    return info;
  }

  async #enter(status: RunStatus, isDue: boolean): Promise<void> {
    await Promise.resolve();
    if (isDue) this.emit({ type: 'status', status, seconds: this.seconds });
  }

  #hear(name: string): KilnError | undefined {
    this.calls.push(name);
    return this.failures.get(name);
  }

  #answer<T>(name: string, value: T): Promise<T> {
    const failure = this.#hear(name);
    return failure ? Promise.reject(failure) : Promise.resolve(value);
  }
}
