import { describe, expect, it } from 'vitest';
import { fakeAbout } from '../fake-about.js';
import type { RunConfig, RunEvent, RunInfo } from '../protocol.js';
import type { OpenDevice } from './device.js';
import { inbox } from './inbox.js';
import type { Session } from './wasm.js';

const config: RunConfig = {
  layers: [],
  optimizer: { type: 'sgd' },
  learningRate: 1,
  batchSize: 1,
  numEpochs: 1,
  seed: 1,
};
const dataset = {
  numTrain: 1,
  numTest: 1,
  height: 1,
  width: 1,
  numClasses: 1,
  classNames: ['0'],
  trainCounts: [1],
  testCounts: [1],
  imbalance: 1,
  fingerprint: 1,
};
const info: RunInfo = {
  summary: { layers: [], numParams: 0, multiplyAdds: 0, imageBytes: 0 },
  stepsPerEpoch: 1,
  numSteps: 1,
  numTrain: 1,
  numValidation: 0,
  numTest: 1,
};
const finding = { count: 0, indices: [] };
const cleaning = { duplicates: finding, conflicting: finding, leaked: finding, blank: finding, constant: finding };
const checkpoint = new Uint8Array(3);

function world(parts: Partial<Session> = {}) {
  const order: string[] = [];
  const events: RunEvent[] = [];
  const moved: Uint8Array[] = [];
  let step = 0;
  const session: Session = {
    free: () => undefined,
    device: () => ({ backend: 'cpu', adapter: null, threads: 1 }),
    selfCheck: async () => ({ passed: true, difference: 0, tolerance: 0 }),
    loadIdx: () => dataset,
    loadSynthetic: () => {
      order.push('load');
      return dataset;
    },
    images: (_, start, count) => new Uint8Array(count).fill(start),
    labels: (_, __, count) => new Uint8Array(count),
    augmented: (_, start, count, epoch, numEpochs) => new Uint8Array([start, count, epoch, numEpochs]),
    begin: () => info,
    advance: async () => {
      order.push('advance');
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('advanced');
      step += 1;
      return [{ type: 'step', step, epoch: 1, loss: 1, correct: 0, images: 1, learningRate: 0.1 }];
    },
    cleaning: () => cleaning,
    fineTune: () => info,
    resume: () => info,
    config: () => config,
    stepsMade: () => 3,
    ended: () => false,
    save: async () => {
      order.push('save');
      return checkpoint;
    },
    change: () => undefined,
    end: () => undefined,
    evaluate: () => undefined,
    report: () => undefined,
    trace: async ({ steps }) => ({ logits: [], gradients: new Map(), losses: Array(steps).fill(1), evalLogits: [] }),
    product: async () => {
      order.push('product');
      return 1;
    },
    predict: async () => {
      order.push('predict');
      return { probabilities: [1], seen: new Uint8Array(1), size: [1, 1] };
    },
    ...parts,
  };
  const wasm: OpenDevice['wasm'] = {
    default: async () => undefined,
    presets: () => [],
    checkConfig: (json) => JSON.parse(json),
    checkCheckpoint: () => fakeAbout,
    summarize: () => ({ layers: [], numParams: 0, multiplyAdds: 0, imageBytes: 0 }),
    learningRates: (_, numSteps) => new Float64Array(numSteps).fill(0.5),
    fittedSchedule: (schedule, numSteps) => (schedule.type === 'step' ? { ...schedule, every: numSteps } : schedule),
    digest: (file) => `digest of ${file.length} bytes`,
    Session: { open: async () => session },
  };
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
    const { worker, open } = world();
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
