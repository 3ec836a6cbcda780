import { describe, expect, it } from 'vitest';
import type { PlaygroundOptions } from '../client/types.js';
import { KilnError } from '../kiln-error.js';
import { FakePlayground, fakeDevice, fakePreset } from '../page/fake-playground.js';
import type { DeviceReport } from '../protocol.js';
import { Benchmark } from './benchmark.js';
import type { BenchmarkState } from './state.js';

/** Trains in no time: a run is over as soon as it began. */
class QuickPlayground extends FakePlayground {
  override device: DeviceReport;
  isDisposed = false;

  constructor(device: DeviceReport) {
    super();
    this.device = device;
    this.presets = async () => ['cnn-keras', 'mlp'].map((id) => ({ ...fakePreset, id }));
    this.product = async () => 1000;
    this.dispose = () => {
      this.isDisposed = true;
      return undefined;
    };
    const train = this.train;
    this.train = async (config) => {
      const info = await train(config);
      const step = { type: 'step', step: 1, epoch: 1, loss: 1, correct: 0, images: 1, learningRate: 1 } as const;
      this.emit({ type: 'progress', seconds: 0.01, events: [step] });
      this.emit({ type: 'status', status: 'finished', seconds: 1 });
      return info;
    };
  }
}

function world(change: (playground: QuickPlayground, options: PlaygroundOptions) => void = () => undefined) {
  const made: QuickPlayground[] = [];
  const states: BenchmarkState[] = [];
  const benchmark = new Benchmark({
    create: async (options = {}) => {
      if (options.device === 'webgpu') throw new KilnError('noAdapter', 'the browser found no WebGPU adapter');
      const single = options.maxThreads === 1;
      const variant = single ? 'cpu' : 'cpu-threads';
      const playground = new QuickPlayground({ ...fakeDevice, threads: single ? 1 : 2, variant });
      change(playground, options);
      made.push(playground);
      return playground;
    },
    onChange: (state) => states.push(state),
    date: () => 1_000,
  });
  const last = () => states.at(-1);
  return { benchmark, made, states, last };
}

describe('a benchmark', () => {
  it('measures every backend on a playground of its own, and says why one is not there', async () => {
    const { benchmark, made, states, last } = world();
    await benchmark.start('quick');
    expect(made.map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
    expect(last()).toMatchObject({ phase: 'done', now: null, date: 1_000 });
    const [single, threads, webgpu] = last()?.results ?? [];
    for (const [result, count] of [
      [single, 1],
      [threads, 2],
    ] as const) {
      expect(result).toMatchObject({ device: { threads: count }, obstacle: null });
      // 2 x 256^3 operations in a second; one step of 128 images in 10 ms.
      expect(result?.ceiling).toBeCloseTo(0.0336, 4);
      expect(result?.training.W1?.stepMsMedian).toBe(10);
      expect(result?.training.W2?.imagesPerSecond).toBe(12_800);
    }
    expect(webgpu).toMatchObject({ device: null, training: {}, obstacle: { kind: 'unavailable', cause: 'noAdapter' } });
    const done = states.map(({ secondsDone }) => secondsDone);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBeLessThanOrEqual(last()?.secondsPlanned ?? 0);
  });

  it('does not measure one thread twice where there can be no more', async () => {
    const { benchmark, last } = world((playground) => {
      playground.device = { ...fakeDevice, threads: 1, variant: 'cpu', singleThread: 'notIsolated' };
    });
    await benchmark.start('quick');
    expect(last()?.results[1]?.obstacle).toMatchObject({ kind: 'unavailable', cause: 'notIsolated' });
  });

  it('goes on with the next backend where one fails', async () => {
    const { benchmark, last } = world((playground, { maxThreads }) => {
      if (maxThreads === 1) playground.failures.set('loadSynthetic', new KilnError('memory', 'too little'));
    });
    await benchmark.start('quick');
    const [single, threads] = last()?.results ?? [];
    expect(single?.obstacle).toEqual({ kind: 'failed', code: 'memory', message: 'too little' });
    expect(threads?.training.W1).toBeDefined();
  });

  it('keeps what was measured when it is cancelled, and can be started again', async () => {
    const { benchmark, made, last } = world((playground, { maxThreads }) => {
      if (maxThreads === 1) return;
      playground.product = () => {
        return new Promise((_, reject) => {
          playground.dispose = () => {
            playground.isDisposed = true;
            reject(new KilnError('disposed', 'no more'));
            return undefined;
          };
        });
      };
    });
    const run = benchmark.start('quick');
    await expect.poll(() => last()?.now).toEqual({ backend: 'cpuThreads', task: 'product' });
    benchmark.cancel();
    await run;
    expect(last()).toMatchObject({ phase: 'cancelled', now: null });
    expect(last()?.results[0]?.training.W2).toBeDefined();
    expect(last()?.results).toHaveLength(2);
    expect(made.every(({ isDisposed }) => isDisposed)).toBe(true);
  });
});
