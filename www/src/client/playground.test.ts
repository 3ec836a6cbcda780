import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callNames, type WorkerApi } from '../calls.js';
import type { DatasetIo } from '../dataset/io.js';
import { fakeCalls } from '../fake-calls.js';
import { fakeConfig, fakeInfo, fakeReport, fakeRunInfo } from '../fake-data.js';
import { KilnError } from '../kiln-error.js';
import type { DeviceChoice, DeviceReport, RunEvent } from '../protocol.js';
import { assemble } from './playground.js';
import type { Spawn } from './spawn.js';
import type { PlaygroundEvent, PlaygroundOptions } from './types.js';

const config = fakeConfig;
const dataset = fakeInfo;
const info = fakeRunInfo(config);

const never = () => new Promise<never>(() => undefined);
const fatal = () => Promise.reject(new KilnError('fatal', 'the wasm module trapped'));

/** A worker that answers everything; `replies` replaces answers. */
class FakeWorker {
  readonly calls: string[] = [];
  readonly replies: Partial<WorkerApi>;
  readonly crash: (error: KilnError) => void;
  isEnded = false;
  post: (event: RunEvent) => void = () => undefined;

  constructor(crash: (error: KilnError) => void, replies: Partial<WorkerApi>) {
    this.crash = crash;
    this.replies = replies;
  }

  get api(): WorkerApi {
    const heard = <T>(call: string, value: T): Promise<T> => {
      this.calls.push(call);
      return Promise.resolve(value);
    };
    return {
      open: ({ choice, maxThreads }, onEvent, wasmBase) => {
        this.post = onEvent;
        return heard(`open ${choice}${maxThreads ? ` ${maxThreads}` : ''} ${wasmBase}`, reportFor(choice));
      },
      loadIdx: ({ trainImages }) => heard(`loadIdx ${trainImages.length}`, dataset),
      loadSynthetic: (...numbers) => heard(`loadSynthetic ${numbers}`, dataset),
      ...fakeCalls({}, (name) => {
        this.calls.push(name);
        return undefined;
      }),
      fineTune: (_, { length }) => heard(`fineTune ${length}`, info),
      restore: ({ length }, seconds) => heard(`restore ${length} ${seconds}`, info),
      change: ({ learningRate }) => heard(`change ${learningRate}`, undefined),
      product: (...work) => heard(`product ${work}`, 1),
      pause: (...none) => heard(`pause ${none}`, undefined),
      ...this.replies,
    };
  }
}

function reportFor(choice: DeviceChoice): DeviceReport {
  const backend = choice === 'cpu' ? 'cpu' : 'webgpu';
  return { backend, adapter: null, threads: 1, variant: backend, fallback: null, singleThread: null };
}

const io: DatasetIo = {
  fetch: () => Promise.reject(new TypeError('no network')),
  caches: undefined,
  subtle: undefined,
  isOnline: () => false,
  dataBase: '',
  inactivityMs: 1,
};

/** `replies` are those of the first, second … worker; the last ones serve all that follow. */
async function world(asked: DeviceChoice | PlaygroundOptions, ...replies: Partial<WorkerApi>[]) {
  const options = typeof asked === 'string' ? { device: asked } : asked;
  const workers: FakeWorker[] = [];
  const events: PlaygroundEvent[] = [];
  let now = 0;
  const spawn: Spawn = (crash) => {
    const worker = new FakeWorker(crash, replies[Math.min(workers.length, replies.length - 1)] ?? {});
    workers.push(worker);
    return { api: worker.api, end: () => Object.assign(worker, { isEnded: true }) };
  };
  const opening = assemble(
    { ...options, wasmBase: 'https://page.test/wasm', dataBase: 'https://page.test/data/' },
    { spawn, io: () => io, now: () => now },
  );
  const worker = (index: number): FakeWorker => {
    const found = workers[index];
    if (!found) throw new Error(`expected worker ${index}, found ${workers.length} workers`);
    return found;
  };
  const playground = await opening.catch((error: unknown) => {
    expect(workers.every(({ isEnded }) => isEnded)).toBe(true);
    throw error;
  });
  playground.on((event) => events.push(event));
  const types = () => events.map(({ type }) => type);
  const pass = (ms: number) => {
    now += ms;
  };
  return { playground, workers, worker, events, types, pass };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening', () => {
  it('opens the device that was asked for and reports it', async () => {
    const { playground, worker } = await world('cpu');
    expect(worker(0).calls).toEqual(['open cpu https://page.test/wasm/']);
    expect(playground.device.backend).toBe('cpu');
  });

  it('rejects when the device is impossible, and leaves no worker behind', async () => {
    const open = () => Promise.reject(new KilnError('noWebGpu', 'no'));
    await expect(world('webgpu', { open })).rejects.toMatchObject({ code: 'noWebGpu' });
  });

  it('is given up when its signal says so, and ends its worker', async () => {
    const cancel = new AbortController();
    const opening = world({ signal: cancel.signal }, { open: never });
    cancel.abort();
    await expect(opening).rejects.toMatchObject({ code: 'disposed' });
    await expect(world({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'disposed' });
  });

  it('asks for as many threads as it was told', async () => {
    const { playground, worker } = await world({ device: 'cpu', maxThreads: 1 });
    await playground.product(256, 4);
    expect(worker(0).calls).toEqual(['open cpu 1 https://page.test/wasm/', 'product 256,4']);
  });

  it('takes the CPU when opening WebGPU kills the worker', async () => {
    const { playground, worker } = await world('auto', { open: fatal }, {});
    expect(worker(1).calls[0]).toMatch(/^open cpu/);
    expect(playground.device.fallback).toEqual({ cause: 'deviceFailed', detail: 'the wasm module trapped' });
  });

  it('gives up when every worker dies', async () => {
    await expect(world('webgpu', { open: fatal })).rejects.toMatchObject({
      code: 'fatal',
      message: expect.stringContaining('4 times'),
    });
  });

  it('does not try again when the worker cannot be loaded', async () => {
    const spawned: FakeWorker[] = [];
    const spawn: Spawn = (crash) => {
      const worker = new FakeWorker(crash, { open: never });
      spawned.push(worker);
      queueMicrotask(() => crash(new KilnError('noWorker', '404')));
      return { api: worker.api, end: () => undefined };
    };
    const options = { wasmBase: 'https://page.test/', dataBase: 'https://page.test/' };
    const opening = assemble(options, { spawn, io: () => io, now: () => 0 });
    await expect(opening).rejects.toMatchObject({ code: 'noWorker' });
    expect(spawned).toHaveLength(1);
  });
});

describe('events and calls', () => {
  it('passes events on until a listener leaves', async () => {
    const { playground, worker, events } = await world('cpu');
    const heard: PlaygroundEvent[] = [];
    const leave = playground.on((event) => heard.push(event));
    const event: RunEvent = { type: 'status', status: 'running', seconds: 0 };
    worker(0).post(event);
    leave();
    worker(0).post(event);
    expect(heard).toEqual([event]);
    expect(events).toEqual([event, event]);
  });

  it('passes errors of calls on and keeps the worker', async () => {
    const { playground, workers } = await world('cpu', { train: () => Promise.reject(new KilnError('config', 'bad')) });
    await expect(playground.train(config)).rejects.toMatchObject({ code: 'config' });
    expect(workers).toHaveLength(1);
  });

  it('passes checkpoints, changes and reports on', async () => {
    const { playground, worker } = await world('cpu');
    const checkpoint = await playground.save();
    expect(await playground.restore(checkpoint, 3)).toBe(info);
    await playground.change({ learningRate: 0.5 });
    expect(await playground.report()).toBe(fakeReport);
    await playground.end();
    await playground.fineTune(config, checkpoint);
    expect(worker(0).calls.slice(1)).toEqual(['save', 'restore 2 3', 'change 0.5', 'report', 'end', 'fineTune 2']);
    // The caller keeps the bytes.
    expect([...checkpoint]).toEqual([1, 2]);
  });

  it('offers every call', async () => {
    const { playground } = await world('cpu');
    for (const name of callNames) expect(playground[name]).toBeTypeOf('function');
  });

  it('leaves out what a call does not take, such as the event of a click', async () => {
    const { playground, worker } = await world('cpu');
    const button = new EventTarget();
    button.addEventListener('click', playground.pause);
    button.dispatchEvent(new Event('click'));
    await settle();
    expect(worker(0).calls.slice(1)).toEqual(['pause ']);
  });

  it('lets a later data set win over an earlier one', async () => {
    const { playground, worker } = await world('cpu');
    const slow = new File([], 'slow');
    slow.arrayBuffer = never;
    slow.slice = () => {
      const blob = new Blob();
      blob.arrayBuffer = () => new Promise((resolve) => setTimeout(() => resolve(new ArrayBuffer(0)), 1_000));
      return blob;
    };
    const first = expect(playground.loadFiles([slow])).rejects.toMatchObject({ code: 'superseded' });
    await playground.loadSynthetic(1, 2, 3);
    await vi.advanceTimersByTimeAsync(2_000);
    await first;
    expect(worker(0).calls.slice(1)).toEqual(['loadSynthetic 1,2,3']);
  });
});

describe('a worker that dies', () => {
  it('is replaced, with its data set; what waited rejects and everybody is told', async () => {
    const { playground, worker, workers, events, types } = await world('cpu', { predict: never }, {});
    await playground.loadSynthetic(5, 6, 7);
    worker(0).post({ type: 'status', status: 'running', seconds: 2 });
    const waiting = expect(playground.predict(new Uint8Array(1), 1, 1)).rejects.toMatchObject({ code: 'fatal' });
    await settle();
    worker(0).crash(new KilnError('fatal', 'unreachable'));
    await waiting;
    await settle();
    expect(worker(0).isEnded).toBe(true);
    expect(worker(1).calls).toEqual(['open cpu https://page.test/wasm/', 'loadSynthetic 5,6,7']);
    expect(events.slice(1)).toEqual([
      { type: 'failed', code: 'fatal', message: 'unreachable', seconds: 2 },
      { type: 'restarted', reason: 'unreachable', device: playground.device, dataset },
    ]);
    await playground.train(config);
    expect(worker(1).calls.at(-1)).toBe('train');
    worker(0).post({ type: 'status', status: 'running', seconds: 9 });
    worker(0).crash(new KilnError('fatal', 'again'));
    await settle();
    expect(workers).toHaveLength(2);
    expect(types()).toEqual(['status', 'failed', 'restarted']);
  });

  it('is noticed by a call that says so, and by an event that says so', async () => {
    const { playground, worker, workers, types } = await world('cpu', { predict: fatal }, {}, {});
    await expect(playground.predict(new Uint8Array(1), 1, 1)).rejects.toMatchObject({ code: 'fatal' });
    await settle();
    expect(workers).toHaveLength(2);
    worker(1).post({ type: 'status', status: 'running', seconds: 0 });
    worker(1).post({ type: 'failed', code: 'fatal', message: 'gone', seconds: 1 });
    await settle();
    expect(workers).toHaveLength(3);
    expect(types()).toEqual(['restarted', 'status', 'failed', 'restarted']);
  });

  it('lets calls wait for its successor', async () => {
    const { playground, worker } = await world('cpu', { predict: fatal }, {});
    const first = expect(playground.predict(new Uint8Array(1), 1, 1)).rejects.toMatchObject({ code: 'fatal' });
    await first;
    await playground.presets();
    expect(worker(1).calls.at(-1)).toBe('presets');
  });

  it('is replaced even when its data set cannot be had again', async () => {
    const loadSynthetic = () => Promise.reject(new KilnError('memory', 'full'));
    const { playground, worker, events } = await world('cpu', {}, { loadSynthetic });
    await playground.loadSynthetic(1, 1, 1);
    worker(0).crash(new KilnError('fatal', 'x'));
    await settle();
    expect(events).toEqual([{ type: 'restarted', reason: 'x', device: playground.device, dataset: null }]);
  });

  it('on WebGPU gets a second chance there, then the CPU when the choice is free', async () => {
    const { playground, worker } = await world('auto');
    worker(0).crash(new KilnError('fatal', 'lost'));
    await settle();
    expect(playground.device.backend).toBe('webgpu');
    worker(1).crash(new KilnError('fatal', 'lost again'));
    await settle();
    expect(playground.device).toMatchObject({
      backend: 'cpu',
      fallback: { cause: 'deviceFailed', detail: 'lost again' },
    });
  });

  it('is not replaced for ever, but deaths of long ago are forgiven', async () => {
    const { playground, workers, worker, types, pass, events } = await world('cpu');
    for (let death = 0; death < 6; death += 1) {
      worker(death).crash(new KilnError('fatal', 'x'));
      await settle();
      pass(30_000);
    }
    expect(types()).not.toContain('lost');
    for (let death = 6; death < 10 && workers.length > death; death += 1) {
      worker(death).crash(new KilnError('fatal', 'x'));
      await settle();
    }
    expect(events.at(-1)).toMatchObject({ type: 'lost', code: 'fatal' });
    await expect(playground.presets()).rejects.toMatchObject({ code: 'fatal' });
  });
});

describe('the watchdog', () => {
  it('takes a silent GPU for lost', async () => {
    const { worker, workers, types } = await world('webgpu');
    worker(0).post({ type: 'status', status: 'running', seconds: 0 });
    await vi.advanceTimersByTimeAsync(100_000);
    worker(0).post({ type: 'progress', events: [], seconds: 100 });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(workers).toHaveLength(2);
    expect(types()).toEqual(['status', 'progress', 'failed', 'restarted']);
  });

  it('also notices a call that is never answered', async () => {
    const { playground, workers } = await world('webgpu', { predict: never }, {});
    const waiting = expect(playground.predict(new Uint8Array(1), 1, 1)).rejects.toMatchObject({ code: 'fatal' });
    await vi.advanceTimersByTimeAsync(130_000);
    await waiting;
    expect(workers).toHaveLength(2);
  });

  it('sleeps while nothing is expected, and for the CPU', async () => {
    const idle = await world('webgpu');
    idle.worker(0).post({ type: 'status', status: 'paused', seconds: 0 });
    await idle.playground.presets();
    const cpu = await world('cpu');
    cpu.worker(0).post({ type: 'status', status: 'running', seconds: 0 });
    await vi.advanceTimersByTimeAsync(600_000);
    expect([idle.workers.length, cpu.workers.length]).toEqual([1, 1]);
  });
});

describe('dispose', () => {
  it('ends the worker, rejects what waits and is silent afterwards', async () => {
    const { playground, worker, workers, events } = await world('cpu', { predict: never });
    const waiting = expect(playground.predict(new Uint8Array(1), 1, 1)).rejects.toMatchObject({ code: 'disposed' });
    await settle();
    playground.dispose();
    playground.dispose();
    await waiting;
    worker(0).crash(new KilnError('fatal', 'late'));
    worker(0).post({ type: 'status', status: 'running', seconds: 0 });
    await settle();
    expect(worker(0).isEnded).toBe(true);
    expect(workers).toHaveLength(1);
    expect(events).toEqual([]);
    await expect(playground.presets()).rejects.toMatchObject({ code: 'disposed' });
  });
});
