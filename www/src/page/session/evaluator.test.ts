import { beforeEach, describe, expect, it, vi } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeInfo, fakePreset, fakeReport } from '../fake-playground.js';
import { Store } from '../store.js';
import { Evaluator } from './evaluator.js';

vi.mock('../../widgets/evaluation-widgets.js', () => ({}));

describe('Evaluator', () => {
  let playground: FakePlayground;
  let store: Store;
  let evaluator: Evaluator;

  beforeEach(async () => {
    playground = new FakePlayground();
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    evaluator = new Evaluator(store, () => playground);
    playground.on((event) => {
      if (event.type !== 'restarted' && event.type !== 'lost') store.dispatch({ type: 'run', action: event });
    });
    store.dispatch({ type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info: fakeInfo });
    await playground.train(fakePreset.config);
    const step = { type: 'step', step: 1, epoch: 1, loss: 2, correct: 10, images: 100, learningRate: 0.1 } as const;
    playground.emit({ type: 'progress', events: [step], seconds: 1 });
  });

  const report = () =>
    playground.emit({
      type: 'progress',
      events: [{ type: 'reported', step: 1, report: { ...fakeReport, predictions: Array(200).fill(0) } }],
      seconds: 1,
    });
  const count = (name: string) => playground.calls.filter((call) => call === name).length;

  it('asks for nothing while another view is open', () => {
    evaluator.follow();
    expect(count('report')).toBe(0);
  });

  it('asks for a report once, then for labels and for the pixels that are seen', async () => {
    store.dispatch({ type: 'viewChosen', view: 'evaluate' });
    evaluator.follow();
    evaluator.follow();
    expect(count('report')).toBe(1);
    report();
    evaluator.follow();
    evaluator.follow();
    await vi.waitFor(() => expect(store.state.evaluation.labels).not.toBeNull());
    expect(store.state.evaluation.shown).toHaveLength(200);
    evaluator.follow();
    await vi.waitFor(() => expect(store.state.evaluation.cache.batches.size).toBe(1));
    evaluator.follow();
    expect([count('labels'), count('images')]).toEqual([1, 1]);
  });

  it('tells why the test set could not be read', async () => {
    playground.failures.set('report', new KilnError('readback', 'the device failed'));
    await evaluator.read();
    expect(store.state.evaluation).toMatchObject({ isEvaluating: false, failure: { code: 'readback' } });
  });

  it('says nothing of a report that was overtaken by another run', async () => {
    playground.failures.set('report', new KilnError('superseded', 'another run began'));
    await evaluator.read();
    expect(store.state.evaluation).toMatchObject({ isEvaluating: false, failure: null });
  });

  it('reads the image that the pointer rests on, and not those it passes', async () => {
    store.dispatch({ type: 'viewChosen', view: 'evaluate' });
    report();
    evaluator.follow();
    await vi.waitFor(() => expect(store.state.evaluation.labels).not.toBeNull());
    evaluator.follow();
    await vi.waitFor(() => expect(store.state.evaluation.cache.batches.size).toBe(1));
    const box = { left: 0, top: 0, right: 1, bottom: 1 };
    evaluator.look({ index: 3, box });
    evaluator.look({ index: 5, box });
    await vi.waitFor(() => expect(store.state.evaluation.looked?.prediction).toBeTruthy());
    expect(store.state.evaluation.looked?.index).toBe(5);
    expect(count('predict')).toBe(1);
    evaluator.look(null);
    expect(store.state.evaluation.looked).toBeNull();
  });
});
