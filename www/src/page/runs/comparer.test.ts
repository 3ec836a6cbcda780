import { expect, it } from 'vitest';
import { fakeKeptRun } from '../../state/run/fake-kept-run.js';
import { initialState } from '../../state/state.js';
import { Store } from '../store.js';
import { Comparer } from './comparer.js';

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function opened() {
  const store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
  const show = async (id: string, isShown: boolean) => store.dispatch({ type: 'runShown', id, isShown });
  const comparer = new Comparer(store, { show });
  const kept = [1, 2, 3, 4].map((number) => fakeKeptRun(`r${number}`, { number, beganAt: number }));
  return { store, show, comparer, kept };
}

it('shows the three newest runs, the oldest of them first, once there are any and the view is open', async () => {
  const { store, comparer, kept } = opened();
  store.dispatch({ type: 'viewChosen', view: 'compare' });
  comparer.follow();
  expect(store.state.runs.shown).toEqual([]);
  store.dispatch({ type: 'runsRead', runs: kept });
  comparer.follow();
  await settle();
  expect(store.state.runs.shown).toEqual(['r2', 'r3', 'r4']);
  // Afterwards it leaves the visitor alone.
  store.dispatch({ type: 'runShown', id: 'r3', isShown: false });
  comparer.follow();
  await settle();
  expect(store.state.runs.shown).toEqual(['r2', 'r4']);
});

it('leaves what was chosen, and adds what is new, when the view is opened again', async () => {
  const { store, comparer, kept } = opened();
  store.dispatch({ type: 'runsRead', runs: kept });
  const visit = async (view: 'compare' | 'train') => {
    store.dispatch({ type: 'viewChosen', view });
    comparer.follow();
    await settle();
  };
  await visit('compare');
  store.dispatch({ type: 'shownChosen' });
  for (const id of ['r3', 'r4']) store.dispatch({ type: 'runShown', id, isShown: false });
  await visit('train');
  store.dispatch({ type: 'runKept', run: fakeKeptRun('r5', { number: 5, beganAt: 5 }) });
  await visit('compare');
  expect(store.state.runs.shown).toEqual(['r2', 'r5']);
});

it('adds a run that begins, or is kept only now, while the view is open', async () => {
  const { store, comparer, kept } = opened();
  store.dispatch({ type: 'runsRead', runs: kept.slice(0, 2) });
  store.dispatch({ type: 'viewChosen', view: 'compare' });
  comparer.follow();
  await settle();
  expect(store.state.runs.shown).toEqual(['r1', 'r2']);
  store.dispatch({ type: 'shownChosen' });
  store.dispatch({ type: 'runShown', id: 'r1', isShown: false });
  store.dispatch({ type: 'runKept', run: fakeKeptRun('r5', { number: 5, beganAt: 5 }) });
  comparer.follow();
  await settle();
  expect(store.state.runs.shown).toEqual(['r2', 'r5']);
  comparer.follow();
  await settle();
  expect(store.state.runs.shown).toEqual(['r2', 'r5']);
});
