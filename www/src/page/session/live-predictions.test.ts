import { beforeEach, describe, expect, it, vi } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeInfo, fakePreset, fakeSummary } from '../fake-playground.js';
import { Store } from '../store.js';
import { LivePredictions } from './live-predictions.js';

describe('an livePredictions', () => {
  let playground: FakePlayground;
  let store: Store;
  let livePredictions: LivePredictions;
  let page: { isVisible: boolean; now: number };
  let waits: { milliseconds: number; task: () => void }[];

  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const began = () => {
    const info = { summary: fakeSummary, stepsPerEpoch: 10, numSteps: 20, numTrain: 1, numValidation: 0, numTest: 1 };
    store.dispatch({ type: 'run', action: { type: 'began', config: fakePreset.config, info, step: 3 } });
  };

  beforeEach(async () => {
    playground = new FakePlayground();
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    page = { isVisible: true, now: 0 };
    waits = [];
    livePredictions = new LivePredictions({
      store,
      playground: () => playground,
      isVisible: () => page.isVisible,
      now: () => page.now,
      after: (milliseconds, task) => waits.push({ milliseconds, task }),
    });
    store.dispatch({ type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info: fakeInfo });
    await livePredictions.dataChanged();
    playground.calls.length = 0;
  });

  it('chooses images once for a data set', async () => {
    expect(store.state.testImages.strip?.labels).toHaveLength(10);
    await livePredictions.dataChanged();
    expect(playground.calls).toEqual([]);
  });

  it('has all images read when the network changes, and says after which step', async () => {
    began();
    livePredictions.networkChanged();
    await settled();
    expect(playground.calls).toEqual(Array(10).fill('predict'));
    expect(store.state.testImages.predictions).toMatchObject({
      step: 3,
      all: Array(10).fill({ read: 0, confidence: 0.1 }),
    });
  });

  it('rests between two times, and then sees the latest change only', async () => {
    began();
    livePredictions.networkChanged();
    await settled();
    for (let i = 0; i < 5; i++) livePredictions.networkChanged();
    expect(playground.calls).toHaveLength(10);
    waits[0]?.task();
    await settled();
    expect(playground.calls).toHaveLength(20);
  });

  it('rests longer where prediction is slow, so that training loses no more than a twentieth', async () => {
    playground.predict = async () => {
      await settled();
      page.now += 30;
      return { probabilities: [1], seen: new Uint8Array(784), size: [28, 28] };
    };
    began();
    livePredictions.networkChanged();
    await vi.waitFor(() => expect(waits).toHaveLength(1));
    expect(waits[0]?.milliseconds).toBeGreaterThanOrEqual(20 * 30 * 9);
  });

  it('asks nothing while there is no run, and nothing for a page that is hidden', async () => {
    livePredictions.networkChanged();
    await settled();
    expect(playground.calls).toEqual([]);
    waits[0]?.task();
    began();
    page.isVisible = false;
    livePredictions.networkChanged();
    await settled();
    expect(playground.calls).toEqual([]);
    page.isVisible = true;
    livePredictions.look();
    await settled();
    expect(playground.calls).toHaveLength(10);
  });

  it('keeps what was read last when there is no network to ask', async () => {
    began();
    livePredictions.networkChanged();
    await settled();
    const { predictions } = store.state.testImages;
    playground.failures.set('predict', new KilnError('noRun', 'no network'));
    waits[0]?.task();
    livePredictions.networkChanged();
    await settled();
    expect(store.state.testImages.predictions).toBe(predictions);
    expect(waits).toHaveLength(2);
  });
});
