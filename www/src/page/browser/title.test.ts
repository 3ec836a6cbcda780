import { expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import { noRun, type RunState } from '../../state/run/run.js';
import { initialState } from '../../state/state.js';
import { fakeSummary } from '../fake-playground.js';
import { titleOf } from './title.js';

const en = new Words('en');
const run: RunState = {
  ...noRun,
  status: 'running',
  step: 84,
  info: { summary: fakeSummary, stepsPerEpoch: 100, numSteps: 200, numTrain: 1, numValidation: 0, numTest: 1 },
};
const title = (changed: Partial<RunState>, words = en) =>
  titleOf({ ...initialState, run: { ...run, ...changed } }, words);

it('the title says how far a run is, and how good at last', () => {
  expect(title({})).toBe('42% · Kiln');
  const tests = [{ step: 1, epoch: 1, loss: 1, accuracy: 0.978, correct: 1, images: 1 }];
  expect(title({ tests })).toBe('42% · 97.8% · Kiln');
  expect(title({ status: 'paused' })).toBe('Paused · 42% · Kiln');
  expect(title({ status: 'paused' }, new Words('zh'))).toBe('已暂停 · 42% · Kiln');
});

it('the title never says that a run is done before it is', () => {
  expect(title({ step: 199 })).toBe('99% · Kiln');
});

it('the title is the page’s own while no run goes on', () => {
  const plain = 'Kiln: train a neural network in this page';
  expect(titleOf(initialState, en)).toBe(plain);
  expect(title({ status: 'finished' })).toBe(plain);
  expect(title({ status: 'stopped' })).toBe(plain);
});
