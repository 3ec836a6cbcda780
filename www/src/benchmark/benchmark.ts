/**
 * A visitor's benchmark: every backend there is, one after the other, each on a playground of its own that is disposed of
 * afterwards. Owns the course and the state; leaves measuring to measure.ts and showing to whoever listens.
 */
import type { createPlayground } from '../client/playground.js';
import type { Playground, PlaygroundOptions } from '../client/types.js';
import { type KilnCode, toKilnError } from '../kiln-error.js';
import type { DeviceReport } from '../protocol.js';
import { ceilingOf, trainingFigures } from './figures.js';
import { type MeasureOptions, measureProduct, measureTraining } from './measure.js';
import { backendNames, type Length, lengths, secondsFor, secondsInAll, secondsOf, tasks } from './plan.js';
import { type BackendName, type BackendResult, type BenchmarkState, noBenchmark, type Obstacle } from './state.js';
import { workloads } from './workloads.js';

export interface BenchmarkParts {
  create: typeof createPlayground;
  onChange: (state: BenchmarkState) => void;
  /** Milliseconds since 1970. */
  date: () => number;
}

const requests: Readonly<Record<BackendName, PlaygroundOptions>> = {
  cpuSingle: { device: 'cpu', maxThreads: 1 },
  cpuThreads: { device: 'cpu' },
  webgpu: { device: 'webgpu' },
};

/** Codes of a WebGPU that is not there: no errors, but answers. */
const absences: ReadonlySet<KilnCode> = new Set(['noWebGpu', 'noAdapter', 'selfCheckFailed', 'deviceFailed']);

/** A page that draws all the time takes what training needs. */
const tellEveryMs = 250;

export class Benchmark {
  readonly #parts: BenchmarkParts;
  #state = noBenchmark;
  #cancel: AbortController | null = null;
  #playground: Playground | null = null;

  constructor(parts: BenchmarkParts) {
    this.#parts = parts;
  }

  /** Measures everything; never rejects. A second call while one goes on does nothing. */
  async start(length: Length): Promise<void> {
    if (this.#cancel) return;
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#state = {
      ...noBenchmark,
      phase: 'running',
      secondsPlanned: secondsInAll(length),
      date: this.#parts.date(),
    };
    let before = 0;
    for (const backend of backendNames) {
      this.#set({ secondsDone: before });
      await this.#measure(backend, length, before, cancel.signal);
      if (cancel.signal.aborted) break;
      before += secondsFor(backend, length);
    }
    this.#cancel = null;
    this.#set({ phase: cancel.signal.aborted ? 'cancelled' : 'done', now: null });
  }

  /** What was measured so far stays. */
  cancel(): void {
    this.#cancel?.abort();
    this.#dispose();
  }

  async #measure(backend: BackendName, length: Length, before: number, signal: AbortSignal): Promise<void> {
    this.#set({
      results: [...this.#state.results, { backend, device: null, ceiling: null, training: {}, obstacle: null }],
    });
    let done = before;
    let toldAt = 0;
    try {
      for (const task of tasks) {
        this.#set({ now: { backend, task }, secondsDone: done });
        const planned = secondsOf(backend, task, length);
        const onSeconds = (seconds: number) => {
          if (performance.now() - toldAt < tellEveryMs) return;
          toldAt = performance.now();
          this.#set({ secondsDone: done + Math.min(seconds, planned) });
        };
        const obstacle = await this.#do(backend, task, { seconds: lengths[length], signal, onSeconds });
        if (obstacle) return this.#setResult({ obstacle });
        done += planned;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      const { code, message } = toKilnError(thrown);
      const kind = absences.has(code) ? 'unavailable' : 'failed';
      this.#setResult({ obstacle: kind === 'failed' ? { kind, code, message } : { kind, cause: code, message } });
    } finally {
      this.#dispose();
    }
  }

  async #do(
    backend: BackendName,
    task: (typeof tasks)[number],
    options: MeasureOptions & { signal: AbortSignal },
  ): Promise<Obstacle | null> {
    if (task === 'open') {
      const playground = await this.#parts.create({ ...requests[backend], signal: options.signal });
      this.#playground = playground;
      const obstacle = backend === 'cpuThreads' ? whyNoThreads(playground.device) : null;
      if (!obstacle) this.#setResult({ device: playground.device });
      return obstacle;
    }
    const playground = this.#playground;
    if (!playground) return null;
    if (task === 'product') {
      this.#setResult({ ceiling: ceilingOf(await measureProduct(playground, options)) });
      return null;
    }
    const figures = trainingFigures(await measureTraining(playground, workloads[task], options));
    const training = this.#state.results.at(-1)?.training ?? {};
    if (figures) this.#setResult({ training: { ...training, [task]: figures } });
    return null;
  }

  #dispose(): void {
    this.#playground?.dispose();
    this.#playground = null;
  }

  #setResult(change: Partial<BackendResult>): void {
    const last = this.#state.results.at(-1);
    if (last) this.#set({ results: [...this.#state.results.slice(0, -1), { ...last, ...change }] });
  }

  #set(change: Partial<BenchmarkState>): void {
    this.#state = { ...this.#state, ...change };
    this.#parts.onChange(this.#state);
  }
}

function whyNoThreads({ variant, singleThread, fallback }: DeviceReport): Obstacle | null {
  if (variant === 'cpu-threads') return null;
  return { kind: 'unavailable', cause: singleThread ?? 'noThreads', message: fallback?.detail ?? '' };
}
