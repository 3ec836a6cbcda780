import { describe, expect, it } from 'vitest';
import { fakeConfig, fakeInfo, fakeRunInfo } from '../fake-data.js';
import type { CleaningReport, RunConfig, RunEvent } from '../protocol.js';
import type { OpenDevice } from './device.js';
import { fakeSession, fakeWasm } from './fake-wasm.js';
import { inbox } from './inbox.js';
import type { Session } from './wasm.js';

const config = fakeConfig;
const info = fakeRunInfo(config);
const checkpoint = new Uint8Array(3);

function world(parts: Partial<Session> = {}) {
  const order: string[] = [];
  const events: RunEvent[] = [];
  const moved: Uint8Array[] = [];
  let step = 0;
  const session = fakeSession({
    loadSynthetic: () => {
      order.push('load');
      return fakeInfo;
    },
    begin: () => info,
    fineTune: () => info,
    resume: () => info,
    advance: async () => {
      order.push('advance');
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('advanced');
      step += 1;
      return [{ type: 'step', step, epoch: 1, loss: 1, correct: 0, images: 1, learningRate: 0.1 }];
    },
    save: async () => {
      order.push('save');
      return checkpoint;
    },
    predict: async () => {
      order.push('predict');
      return { probabilities: [1], seen: new Uint8Array(1), size: [1, 1] };
    },
    ...parts,
  });
  const wasm = fakeWasm(async () => session);
  const report: OpenDevice['report'] = { ...session.device(), variant: 'cpu', fallback: null, singleThread: null };
  const worker = inbox({
    open: async () => ({ wasm, session, report }),
    move: (value, bytes) => {
      moved.push(...bytes);
      return value;
    },
    clock: { now: () => performance.now(), macrotask: () => new Promise((resolve) => setTimeout(resolve, 0)) },
  });
  const open = () =>
    worker.open({ choice: 'cpu', maxThreads: null }, (event) => events.push(event), 'https://page.test/wasm/');
  return { worker, open, order, events, moved };
}

describe('inbox', () => {
  it('wants open first, and once', async () => {
    const { worker, open } = world();
    await expect(worker.presets()).rejects.toMatchObject({ code: 'notOpen' });
    await expect(worker.train(config)).rejects.toMatchObject({ code: 'notOpen' });
    expect(await open()).toMatchObject({ backend: 'cpu' });
    await expect(open()).rejects.toMatchObject({ code: 'alreadyOpen' });
  });

  it('answers a drawing between two chunks, never within one', async () => {
    const { worker, open, order } = world();
    await open();
    await worker.train(config);
    await Promise.all([1, 2, 3].map((size) => worker.predict(new Uint8Array(size), size, 1)));
    await worker.stop();
    expect(order.filter((call) => call === 'predict')).toHaveLength(3);
    for (const [index, call] of order.entries()) {
      if (call === 'advance') expect(order[index + 1]).toBe('advanced');
    }
  });

  it('ends the run when another data set is loaded', async () => {
    const { worker, open, order, events } = world();
    await open();
    await worker.train(config);
    await worker.loadSynthetic(1, 1, 1);
    order.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(order).toEqual([]);
    expect(events.at(-1)).toEqual({ type: 'status', status: 'idle', seconds: 0 });
  });

  it('moves images instead of copying them', async () => {
    const { worker, open, moved } = world();
    await open();
    const strip = await worker.images('test', 7, 3);
    expect(strip.images).toEqual(new Uint8Array([7, 7, 7]));
    expect(moved).toEqual([strip.images, strip.labels]);
  });

  it('shows varied images while a run goes on, between two chunks, and moves them', async () => {
    const { worker, open, order, moved } = world({
      augmented: (_, start, count, epoch, numEpochs) => {
        order.push('augmented');
        return new Uint8Array([start, count, epoch, numEpochs]);
      },
    });
    await open();
    await worker.train(config);
    const images = await worker.augmented(config, 8, 4, 1, 5);
    await worker.stop();
    expect(images).toEqual(new Uint8Array([8, 4, 1, 5]));
    expect(moved).toEqual([images]);
    expect(order[order.indexOf('augmented') - 1] ?? 'advanced').toBe('advanced');
  });

  it('saves a run between two chunks, while it goes on, and moves the file', async () => {
    const { worker, open, order, moved } = world();
    await open();
    await worker.train(config);
    await new Promise((resolve) => setTimeout(resolve, 8));
    expect(await worker.save()).toBe(checkpoint);
    expect(moved).toEqual([checkpoint]);
    await worker.stop();
    const at = order.indexOf('save');
    expect(at).toBeGreaterThan(0);
    expect(order[at - 1]).toBe('advanced');
    for (const [index, call] of order.entries()) {
      if (call === 'advance') expect(order[index + 1]).toBe('advanced');
    }
  });

  it('restores a run, which is paused where it was saved', async () => {
    const { worker, open, events } = world();
    await open();
    expect(await worker.restore(checkpoint, 0)).toBe(info);
    expect(events).toEqual([
      { type: 'began', config, info, step: 3 },
      { type: 'status', status: 'paused', seconds: 0 },
    ]);
  });

  it('names the file whose weights a run begins with', async () => {
    const begun: RunConfig[] = [];
    const { worker, open } = world({
      fineTune: (config) => {
        begun.push(config);
        return info;
      },
    });
    await open();
    await worker.fineTune(config, checkpoint);
    expect(begun).toEqual([{ ...config, initialization: { type: 'checkpoint', digest: 'digest of 3 bytes' } }]);
    await worker.stop();
  });

  it('says why a checkpoint cannot be restored, and leaves the run alone', async () => {
    const { worker, open, events } = world({
      resume: () => {
        throw Object.assign(new Error('it was made with other images'), { code: 'checkpointData' });
      },
    });
    await open();
    await worker.train(config);
    const before = events.length;
    await expect(worker.restore(checkpoint, 0)).rejects.toMatchObject({ code: 'checkpointData' });
    expect(events.slice(before).filter(({ type }) => type !== 'progress')).toEqual([]);
    await worker.stop();
  });

  it('passes questions about data, schedules and devices on', async () => {
    const none = { count: 0, indices: [] };
    const cleaning: CleaningReport = {
      duplicates: none,
      conflicting: none,
      leaked: none,
      blank: none,
      constant: none,
    };
    const { worker, open } = world({ cleaning: () => cleaning });
    await open();
    expect(await worker.cleaning()).toBe(cleaning);
    expect(await worker.learningRates(config, 3)).toEqual(new Float64Array([0.5, 0.5, 0.5]));
    const step = { type: 'step', factor: 0.5 } as const;
    expect(await worker.fittedSchedule(step, 3)).toEqual({ ...step, every: 3 });
    const what = {
      config,
      image: [1, 1, 1] as [number, number, number],
      numClasses: 1,
      images: [0],
      labels: [0],
      steps: 2,
    };
    expect((await worker.trace(what)).losses).toEqual([1, 1]);
  });

  it('goes on after a call that failed', async () => {
    const { worker, open } = world({
      loadIdx: () => {
        throw Object.assign(new Error('wrong magic'), { code: 'idxWrongMagic' });
      },
    });
    await open();
    const bytes = new Uint8Array(0);
    const files = { trainImages: bytes, trainLabels: bytes, testImages: bytes, testLabels: bytes };
    await expect(worker.loadIdx(files)).rejects.toMatchObject({ code: 'idxWrongMagic', message: 'wrong magic' });
    await expect(worker.presets()).resolves.toEqual([]);
  });

  it('takes a device that gives no numbers back for lost', async () => {
    const lost = () => Promise.reject(Object.assign(new Error('gone'), { code: 'readback' }));
    const { worker, open, events } = world({ advance: lost, predict: lost });
    await open();
    await expect(worker.predict(new Uint8Array(1), 1, 1)).rejects.toMatchObject({ code: 'fatal' });
    await worker.train(config);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(events.at(-1)).toMatchObject({ type: 'failed', code: 'fatal', message: 'gone' });
  });

  it('times products of matrices, and takes no wrong one for a figure', async () => {
    const right = world({ product: () => new Promise((resolve) => setTimeout(resolve, 20, 1.0001)) });
    await right.open();
    expect(await right.worker.product(256, 4)).toBeGreaterThan(15);
    const wrong = world({ product: async () => 0 });
    await wrong.open();
    await expect(wrong.worker.product(256, 4)).rejects.toMatchObject({ code: 'product' });
  });
});
