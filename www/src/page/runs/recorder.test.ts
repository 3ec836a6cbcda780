import { beforeEach, describe, expect, it } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import type { TrainEvent } from '../../protocol.js';
import { MemoryStorage } from '../../runs/run-storage.js';
import { fakeKeptRun } from '../../state/run/fake-kept-run.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeInfo } from '../fake-playground.js';
import { Session } from '../session/session.js';
import { Store } from '../store.js';
import { Recorder } from './recorder.js';

describe('Recorder', () => {
  let playground: FakePlayground;
  let store: Store;
  let session: Session;
  let storage: MemoryStorage;
  let recorder: Recorder;
  /** Milliseconds. */
  let now: number;
  let numNew: number;

  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const progress = async (from: number, to: number, ms = 100) => {
    now += ms;
    const events = Array.from({ length: to - from + 1 }, (_, index): TrainEvent => {
      const step = from + index;
      return {
        type: 'step',
        step,
        epoch: Math.ceil(step / 10),
        loss: 1 / step,
        correct: 50,
        images: 100,
        learningRate: 0.1,
      };
    });
    playground.emit({ type: 'progress', events, seconds: now / 1000 });
    await settle();
  };
  const status = async (status: 'paused' | 'running' | 'finished' | 'stopped' | 'idle') => {
    playground.emit({ type: 'status', status, seconds: now / 1000 });
    await settle();
  };
  const numSaves = () => playground.calls.filter((call) => call === 'save').length;

  beforeEach(async () => {
    now = 0;
    numNew = 0;
    playground = new FakePlayground();
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    session = new Session(store, { create: async () => playground, isMnistAtHand: async () => false });
    storage = new MemoryStorage();
    let numIds = 0;
    recorder = new Recorder({
      store,
      storage,
      playground: () => playground,
      now: () => now,
      date: () => 1_000_000 + now,
      newId: () => {
        numIds += 1;
        return `run-${numIds}`;
      },
      pause: settle as () => Promise<void>,
      onNew: () => {
        numNew += 1;
      },
    });
    session.listen((event) => recorder.hear(event));
    session.keepBefore(() => recorder.flush());
    await session.start();
    await session.train();
  });

  it('writes a run down soon after it began, with weights and curves of the same step', async () => {
    expect(store.state.runs.current).toBe('run-1');
    await progress(1, 4);
    expect(storage.entries).toEqual([]);
    await progress(5, 9, 800);
    const entry = storage.entry('run-1');
    expect(entry?.run).toMatchObject({
      number: 1,
      color: 0,
      preset: 'mlp',
      name: null,
      status: 'paused',
      step: 9,
      data: { choice: 'synthetic', numTrain: fakeInfo.numTrain, classNames: fakeInfo.classNames },
      checkpoint: { step: 9 },
    });
    expect(entry?.curves?.step.length).toBe(9);
    expect(entry?.run.checkpoint?.bytes).toBe(entry?.checkpoint?.length);
    expect(store.state.runs.kept).toEqual([entry?.run]);
    expect(numNew).toBe(1);
  });

  it('goes on every few seconds, and no more often', async () => {
    await progress(1, 9, 900);
    for (let step = 10; step < 20; step += 1) await progress(step, step, 200);
    expect(numSaves()).toBe(1);
    for (let step = 20; step < 30; step += 1) await progress(step, step, 200);
    expect(numSaves()).toBe(2);
    expect(numNew).toBe(1);
  });

  it('writes more seldom where saving takes long', async () => {
    const save = playground.save;
    playground.save = async () => {
      now += 1_000;
      return save();
    };
    await progress(1, 9, 900);
    for (let step = 10; step < 100; step += 1) await progress(step, step, 200);
    expect(numSaves()).toBe(1);
    for (let step = 100; step < 115; step += 1) await progress(step, step, 200);
    expect(numSaves()).toBe(2);
  });

  it('keeps no run that has learnt nothing', async () => {
    await status('paused');
    await status('stopped');
    expect(storage.entries).toEqual([]);
    expect(numSaves()).toBe(0);
  });

  it.each(['paused', 'stopped', 'finished'] as const)('writes at once when %s', async (how) => {
    await progress(1, 3);
    await status(how);
    expect(storage.entry('run-1')?.run).toMatchObject({ status: how, step: 3, checkpoint: { step: 3 } });
    await recorder.flush();
    expect(numSaves()).toBe(1);
  });

  it('writes how a run failed, and leaves the weights from before', async () => {
    await progress(1, 9, 900);
    await progress(10, 12);
    playground.emit({ type: 'failed', code: 'diverged', message: 'NaN', seconds: 2 });
    await settle();
    const entry = storage.entry('run-1');
    expect(entry?.run).toMatchObject({
      status: 'failed',
      step: 12,
      failure: { code: 'diverged' },
      checkpoint: { step: 9 },
    });
    expect(entry?.curves?.step.length).toBe(12);
    expect(entry?.checkpoint).not.toBeNull();
  });

  it('leaves a run as it was when the worker dies', async () => {
    await progress(1, 9, 900);
    await progress(10, 12);
    playground.emit({ type: 'failed', code: 'fatal', message: 'gone', seconds: 2 });
    await recorder.flush();
    expect(storage.entry('run-1')?.run).toMatchObject({ status: 'paused', step: 9 });
    expect(recorder.current).toBe('run-1');
  });

  it('waits until the page has heard of the step that was saved', async () => {
    await progress(1, 3);
    playground.numSteps = 5;
    playground.emit({ type: 'status', status: 'paused', seconds: 1 });
    await progress(4, 5);
    await settle();
    expect(storage.entry('run-1')?.curves?.step.length).toBe(5);
    expect(storage.entry('run-1')?.run).toMatchObject({ step: 5, status: 'paused', checkpoint: { step: 5 } });
  });

  it('cuts off what came after the weights', async () => {
    await progress(1, 3);
    const save = playground.save;
    playground.save = async () => {
      const saved = await save();
      // Goes on while the answer is on its way.
      await progress(5, 6, 0);
      return saved;
    };
    await progress(4, 4, 900);
    await settle();
    expect(storage.entry('run-1')?.run).toMatchObject({ step: 4, checkpoint: { step: 4 } });
    expect([...(storage.entry('run-1')?.curves?.step ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it('writes a run before another one takes its place', async () => {
    await progress(1, 3);
    await session.train();
    expect(storage.entry('run-1')?.run).toMatchObject({ step: 3 });
    expect(store.state.runs.current).toBe('run-2');
    await progress(1, 2);
    await status('finished');
    expect(storage.entry('run-2')?.run).toMatchObject({ number: 2, color: 1, step: 2 });
    expect(storage.entries).toHaveLength(2);
  });

  it('counts on from the runs of other tabs', async () => {
    await storage.put({ run: fakeKeptRun('other', { number: 7, color: 1 }) });
    await progress(1, 3);
    await status('paused');
    expect(storage.entry('run-1')?.run).toMatchObject({ number: 8, color: 0 });
  });

  it('keeps the name that was given meanwhile', async () => {
    await progress(1, 9, 900);
    const run = storage.entry('run-1')?.run;
    if (run) store.dispatch({ type: 'runKept', run: { ...run, name: 'Mine' } });
    await status('finished');
    expect(storage.entry('run-1')?.run).toMatchObject({ name: 'Mine', number: 1, status: 'finished' });
  });

  it('does not write a run that was deleted', async () => {
    await progress(1, 9, 900);
    await recorder.forget(['run-1']);
    await storage.remove(['run-1']);
    await progress(10, 40, 5_000);
    await status('paused');
    expect(storage.entries).toEqual([]);
    expect(store.state.runs.current).toBeNull();
  });

  it('lets go of a run whose network is gone with its images', async () => {
    await progress(1, 3);
    await status('stopped');
    await status('idle');
    expect(recorder.current).toBeNull();
    expect(store.state.runs.current).toBeNull();
  });

  it('says once that a run cannot be saved', async () => {
    playground.failures.set('save', new KilnError('memory', 'too little'));
    await progress(1, 9, 900);
    await progress(10, 20, 5_000);
    expect(numSaves()).toBe(2);
    expect(store.state.notices).toMatchObject([{ kind: 'error', failure: { code: 'memory' } }]);
    playground.failures.clear();
    await status('paused');
    expect(storage.entry('run-1')?.run.step).toBe(20);
  });
});
