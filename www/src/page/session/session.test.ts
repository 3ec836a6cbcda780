import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaygroundOptions } from '../../client/types.js';
import { KilnError } from '../../kiln-error.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeDevice, fakeInfo, fakePreset, fakeSummary } from '../fake-playground.js';
import { Store } from '../store.js';
import { Session } from './session.js';

describe('Session', () => {
  let playground: FakePlayground;
  let store: Store;
  let session: Session;

  beforeEach(() => {
    playground = new FakePlayground();
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    session = new Session(store, { create: async () => playground, isMnistAtHand: async () => false });
  });

  it('starts with a device, presets and built-in digits', async () => {
    await session.start();
    const { device, data, setup } = store.state;
    expect(device).toEqual({ phase: 'ready', report: fakeDevice });
    expect(data.loaded).toMatchObject({ choice: 'synthetic', source: 'synthetic', info: fakeInfo });
    expect(data.loaded?.samples?.labels.length).toBe(20);
    expect(setup).toMatchObject({ preset: fakePreset, summary: fakeSummary });
  });

  it('starts with MNIST where it is at hand', async () => {
    session = new Session(store, { create: async () => playground, isMnistAtHand: async () => true });
    await session.start();
    expect(store.state.data.loaded).toMatchObject({ choice: 'mnist', source: 'jsdelivr' });
  });

  it('says when there is no device', async () => {
    const create = () => Promise.reject(new KilnError('noWebGpu', 'no WebGPU here'));
    session = new Session(store, { create, isMnistAtHand: async () => false });
    await session.start();
    expect(store.state.device.phase).toBe('failed');
    expect(store.state.notices).toMatchObject([{ kind: 'error', failure: { code: 'noWebGpu' } }]);
  });

  it('reads what was drawn before there was a device', async () => {
    session.draw({ pixels: new Uint8Array(4), width: 2, height: 2 });
    expect(store.state.drawing.isEmpty).toBe(false);
    await session.start();
    await vi.waitFor(() => expect(store.state.drawing.prediction).not.toBeNull());
  });

  it('keeps the data at hand when others cannot be had', async () => {
    await session.start();
    playground.failures.set('loadMnist', new KilnError('offline', 'no source'));
    await session.loadData('mnist');
    expect(store.state.data).toMatchObject({
      choice: 'mnist',
      loading: null,
      loaded: { choice: 'synthetic' },
      failure: { code: 'offline', choice: 'mnist' },
    });
  });

  it('goes back to the data at hand when a download is cancelled', async () => {
    await session.start();
    playground.failures.set('hang', new KilnError('aborted', ''));
    const loading = session.loadData('mnist');
    expect(store.state.data.loading).toEqual({ choice: 'mnist', bytes: { done: 5, total: 10 } });
    session.cancelLoading();
    await loading;
    expect(store.state.data).toMatchObject({ choice: 'synthetic', loading: null, failure: null });
  });

  it('trains with the settings as typed', async () => {
    await session.start();
    store.dispatch({ type: 'fieldEdited', name: 'learningRate', text: '1e-2' });
    await session.train();
    expect(store.state.isStarting).toBe(false);
    expect(store.state.run).toMatchObject({ status: 'running', config: { learningRate: 0.01 } });
  });

  it('trains on nothing but what is chosen', async () => {
    await session.start();
    store.dispatch({ type: 'dataChosen', choice: 'files' });
    await session.train();
    await session.step();
    expect(playground.calls).not.toContain('train');
    expect(playground.calls).not.toContain('step');
    expect(store.state).toMatchObject({ isStarting: false, notices: [{ failure: { code: 'dataPending' } }] });
    store.dispatch({ type: 'dataKept' });
    await session.train();
    expect(playground.calls).toContain('train');
  });

  it('asks for nothing while a setting is wrong', async () => {
    await session.start();
    store.dispatch({ type: 'fieldEdited', name: 'batchSize', text: '0' });
    await session.train();
    expect(playground.calls).not.toContain('train');
  });

  it('tells a failed start once', async () => {
    await session.start();
    playground.failures.set('train', new KilnError('config', 'batchSize must be 1 to 4096'));
    await session.train();
    await session.train();
    expect(store.state.isStarting).toBe(false);
    expect(store.state.notices).toHaveLength(1);
  });

  it('reads a drawing, and says why it cannot', async () => {
    await session.start();
    const drawing = { pixels: new Uint8Array(4), width: 2, height: 2 };
    playground.failures.set('predict', new KilnError('readback', 'the device failed'));
    session.draw(drawing);
    await vi.waitFor(() => expect(store.state.drawing.failure?.code).toBe('readback'));
    playground.failures.clear();
    session.draw(drawing);
    await vi.waitFor(() => expect(store.state.drawing.prediction?.probabilities).toHaveLength(10));
    session.draw({ ...drawing, pixels: null });
    expect(store.state.drawing).toMatchObject({ isEmpty: true, prediction: null });
  });

  it('has an untrained network guess where there is no other, even after a run', async () => {
    await session.start();
    await session.train();
    playground.emit({
      type: 'progress',
      events: [{ type: 'step', step: 1, epoch: 1, loss: 2, correct: 10, images: 100, learningRate: 0.1 }],
      seconds: 1,
    });
    playground.failures.set('predict', new KilnError('noRun', 'there is no run yet'));
    session.draw({ pixels: new Uint8Array(4), width: 2, height: 2 });
    await vi.waitFor(() => expect(store.state.drawing.prediction).not.toBeNull());
    expect(playground.calls).toContain('prepare');
    expect(store.state.drawing).toMatchObject({ step: 0, failure: null });
  });

  it('keeps the curves when the worker had to be restarted', async () => {
    await session.start();
    await session.train();
    playground.emit({
      type: 'progress',
      events: [{ type: 'step', step: 1, epoch: 1, loss: 2, correct: 10, images: 100, learningRate: 0.1 }],
      seconds: 1,
    });
    playground.emit({ type: 'failed', code: 'fatal', message: 'device lost', seconds: 1 });
    playground.emit({ type: 'restarted', reason: 'device lost', device: fakeDevice, dataset: fakeInfo });
    expect(store.state.run).toMatchObject({ status: 'failed', step: 1 });
    expect(store.state.run.history.step.length).toBe(1);
    expect(store.state.notices).toMatchObject([{ kind: 'restarted', detail: 'device lost' }]);
    expect(store.state.data.loaded).not.toBeNull();
  });

  it('measures on playgrounds of their own, and ends that when the benchmark is closed', async () => {
    const asked: unknown[] = [];
    const create = async ({ signal, ...options }: PlaygroundOptions = {}) => {
      asked.push(options);
      if (asked.length === 1) return playground;
      return new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new KilnError('disposed', '')));
      });
    };
    session = new Session(store, { create, isMnistAtHand: async () => false });
    await session.start();
    store.dispatch({ type: 'benchmarkToggled', isOpen: true });
    const measuring = session.benchmark('quick');
    await vi.waitFor(() => expect(store.state.benchmark.state.phase).toBe('running'));
    expect(asked).toEqual([{ device: 'auto' }, { device: 'cpu', maxThreads: 1 }]);
    session.closeBenchmark();
    await measuring;
    expect(store.state.benchmark).toMatchObject({ isOpen: false, state: { phase: 'cancelled' } });
    expect(asked).toHaveLength(2);
  });
});
