import { beforeEach, expect, it, vi } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { inForce } from '../../state/setup/live.js';
import type { RunFieldId } from '../../state/setup/run-fields.js';
import { initialState } from '../../state/state.js';
import { FakePlayground } from '../fake-playground.js';
import { Store } from '../store.js';
import { Session } from './session.js';

let playground: FakePlayground;
let store: Store;
let session: Session;
const count = (call: string) => playground.calls.filter((name) => name === call).length;

beforeEach(async () => {
  vi.useFakeTimers();
  playground = new FakePlayground();
  store = new Store(initialState, { nextFrame: (task) => void setTimeout(task, 16), after: () => undefined });
  session = new Session(store, { create: async () => playground, isMnistAtHand: async () => false });
  await session.start();
  await vi.advanceTimersByTimeAsync(1_000);
  return () => vi.useRealTimers();
});

it('asks once for what was typed in one go, whoever changed it', async () => {
  const before = { summarize: count('summarize'), rates: count('learningRates') };
  for (const text of ['1', '12', '128']) {
    const key = store.state.setup.draft?.nodes[1]?.key ?? 0;
    store.dispatch({ type: 'layerEdited', key, name: 'units', text });
    await vi.advanceTimersByTimeAsync(40);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  expect(count('summarize')).toBe(before.summarize + 1);
  expect(count('learningRates')).toBe(before.rates + 1);
  expect(store.state.setup.curve).toMatchObject({ numSteps: 20, peak: 0.001 });
});

it('asks what the schedule leaves open whenever the run gets another length', async () => {
  store.dispatch({ type: 'fieldEdited', name: 'schedule', text: 'step' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.state.setup.curve?.schedule).toMatchObject({ type: 'step', every: 5 });
  const lengths: readonly (readonly [RunFieldId, string, number, number])[] = [
    ['numEpochs', '4', 40, 10],
    ['numTrain', '100', 4, 1],
    ['numTrain', '', 40, 10],
    ['maxSteps', '12', 12, 3],
  ];
  for (const [name, text, numSteps, every] of lengths) {
    store.dispatch({ type: 'fieldEdited', name, text });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.state.setup.curve, name).toMatchObject({ numSteps, schedule: { every } });
  }
  expect(store.state.setup.draft?.config.schedule).toEqual({ type: 'step', factor: 0.5 });
});

it('puts a refusal at the layers and not among the notices', async () => {
  playground.failures.set(
    'summarize',
    new KilnError('layer', 'layer 1 (dense) cannot take an input of shape [1]: no.', {
      values: { path: 'layers[0]', input: [1], problem: { kind: 'tooLarge' } },
    }),
  );
  store.dispatch({ type: 'layerRemoved', key: store.state.setup.draft?.nodes[0]?.key ?? 0 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(store.state.setup.refusal).toMatchObject({ code: 'layer', path: [0] });
  expect(store.state.notices).toEqual([]);
  await session.train();
  expect(count('train')).toBe(0);
});

it('changes a run under way, but only where that can be done and the value is right', async () => {
  await session.setup.apply('learningRate');
  expect(count('change')).toBe(0);
  await session.train();
  await session.setup.apply('learningRate');
  expect(count('change')).toBe(1);
  await session.setup.apply('batchSize');
  store.dispatch({ type: 'fieldEdited', name: 'learningRate', text: 'x' });
  await session.setup.apply('learningRate');
  expect(count('change')).toBe(1);
});

it('says that a change was refused', async () => {
  await session.train();
  playground.failures.set('change', new KilnError('noRun', 'there is no run yet'));
  await session.setup.apply('weightDecay');
  expect(store.state.notices).toMatchObject([{ kind: 'error', failure: { code: 'noRun' } }]);
});

it('shows a change of a paused run as accepted, once', async () => {
  await session.train();
  playground.emit({ type: 'status', status: 'paused', seconds: 1 });
  store.dispatch({ type: 'fieldEdited', name: 'learningRate', text: '0.5' });
  await session.setup.apply('learningRate');
  const { run } = store.state;
  const change = { step: run.step, learningRate: 0.5 };
  expect(run.config && inForce(run.config, run.step).learningRate).toBe(0.5);
  playground.emit({ type: 'progress', events: [{ type: 'changed', change }], seconds: 1 });
  expect(store.state.run.config?.changes).toEqual([change]);
});
