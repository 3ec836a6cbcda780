import { describe, expect, it } from 'vitest';
import type { PlaygroundEvent } from '../client/types.js';
import { KilnError } from '../kiln-error.js';
import { FakePlayground, fakePreset } from '../page/fake-playground.js';
import { measureInference, measureProduct, measureTraining } from './measure.js';

const workload = { preset: fakePreset.id, batchSize: 100 };

const steps = (count: number, seconds: number): PlaygroundEvent => ({
  type: 'progress',
  seconds,
  events: Array.from({ length: count }, (_, step) => ({
    type: 'step',
    step,
    epoch: 1,
    loss: 1,
    correct: 0,
    images: 100,
    learningRate: 0.1,
  })),
});

/** Lets every promise that can settle do so. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('training', () => {
  it('keeps chunks of steps alone, with the time since the chunk before', async () => {
    const playground = new FakePlayground();
    const heard: number[] = [];
    const measuring = measureTraining(playground, workload, { seconds: 2, onSeconds: (s) => heard.push(s) });
    await settle();
    playground.emit(steps(1, 0.1));
    const mixed = steps(2, 0.4);
    if (mixed.type === 'progress') mixed.events.push({ type: 'evaluating', done: 1, total: 1 });
    playground.emit(mixed);
    playground.emit(steps(4, 0.6));
    playground.emit({ type: 'status', status: 'finished', seconds: 2 });
    const { chunks, ...rest } = await measuring;
    expect(chunks.map(({ steps, ms }) => [steps, Math.round(ms)])).toEqual([
      [1, 100],
      [4, 200],
    ]);
    expect(rest).toMatchObject({ batchSize: 100, multiplyAdds: 7_840, warmUpMs: 500 });
    expect(heard).toEqual([0.1, 0.4, 0.6]);
  });

  it('fails as the run does', async () => {
    const playground = new FakePlayground();
    const measuring = measureTraining(playground, workload, { seconds: 1 });
    await settle();
    playground.emit({ type: 'failed', code: 'memory', message: 'too little', seconds: 0 });
    await expect(measuring).rejects.toMatchObject({ code: 'memory' });
  });

  it('fails where the run cannot begin', async () => {
    const playground = new FakePlayground();
    playground.failures.set('train', new KilnError('config', 'no'));
    await expect(measureTraining(playground, workload, { seconds: 1 })).rejects.toMatchObject({ code: 'config' });
  });

  it('ends at once when it is cancelled', async () => {
    const cancel = new AbortController();
    const measuring = measureTraining(new FakePlayground(), workload, { seconds: 1e6, signal: cancel.signal });
    await settle();
    cancel.abort();
    await expect(measuring).rejects.toMatchObject({ code: 'aborted' });
  });
});

/** A device of so many GFLOP/s. */
function device(gflops: number) {
  let now = 0;
  return {
    product: async (size: number, repeats: number) => {
      const ms = (2 * size ** 3 * repeats) / gflops / 1e6;
      now += ms;
      return ms;
    },
    now: () => now,
  };
}

describe('products', () => {
  it('grow until a call takes some 60 ms, and fill the time', async () => {
    const { now, ...playground } = device(30);
    const samples = await measureProduct(playground, { seconds: 1 }, now);
    const last = samples.findLast(({ size }) => size === 512);
    expect(last?.ms).toBeGreaterThan(50);
    expect(last?.ms).toBeLessThan(80);
    expect(now()).toBeGreaterThan(700);
    expect(now()).toBeLessThan(1300);
  });

  it('stop at the size that would take a slow device too long', async () => {
    const slow = device(1);
    expect(new Set((await measureProduct(slow, { seconds: 1 }, slow.now)).map(({ size }) => size))).toEqual(
      new Set([256]),
    );
    const fast = device(5_000);
    expect((await measureProduct(fast, { seconds: 1 }, fast.now)).some(({ size }) => size === 2048)).toBe(true);
  });

  it('end when they are cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(measureProduct(device(1), { seconds: 1, signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});

it('reading takes at least three times of each, after a warm-up that does not count', async () => {
  const playground = new FakePlayground();
  let now = 0;
  playground.evaluate = async () => {
    now += 100;
  };
  const predict = playground.predict;
  playground.predict = (...drawing) => {
    now += 2;
    return predict(...drawing);
  };
  const { batches, singles, ...rest } = await measureInference(playground, workload, { seconds: 0 }, () => now);
  expect(batches).toEqual([100, 100, 100]);
  expect(singles).toEqual([2, 2, 2]);
  expect(rest).toEqual({ batchSize: 1000, multiplyAdds: 7_840 });
});
