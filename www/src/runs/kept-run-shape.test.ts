import { expect, it } from 'vitest';
import { fakeKeptRun } from '../state/run/fake-kept-run.js';
import { isKeptRun } from './kept-run-shape.js';

const run = fakeKeptRun('a');
const test = { step: 20, epoch: 2, loss: 0.5, accuracy: 0.9, correct: 180, images: 200 };

it('a run is a run, also with what it has not', () => {
  expect(isKeptRun(run)).toBe(true);
  expect(isKeptRun(structuredClone({ ...run, name: 'Mine', preset: null, checkpoint: null, lastTest: null }))).toBe(
    true,
  );
  for (const loss of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(isKeptRun({ ...run, lastTest: { ...test, loss } }), `a loss that is ${loss}`).toBe(true);
  }
  expect(isKeptRun({ ...run, status: 'failed', failure: { code: 'diverged', message: '' } })).toBe(true);
});

it.each([
  ['no object', 7],
  ['no name', { ...run, id: '' }],
  ['a status that is never kept', { ...run, status: 'running' }],
  ['a step that is none', { ...run, step: -1 }],
  ['a colour that there is not', { ...run, color: 6 }],
  ['settings that are none', { ...run, config: { ...run.config, layers: 'many' } }],
  ['settings from a later version', { ...run, config: { ...run.config, warp: 9 } }],
  ['a setting that is not finite', { ...run, config: { ...run.config, learningRate: Number.POSITIVE_INFINITY } }],
  ['a setting that is no number', { ...run, config: { ...run.config, learningRate: Number.NaN } }],
  ['a time that is not finite', { ...run, seconds: Number.NaN }],
  ['a loss of words', { ...run, lastTest: { ...test, loss: 'low' } }],
  ['no steps in an epoch', { ...run, info: { ...run.info, stepsPerEpoch: 0 } }],
  ['weights of a later step', { ...run, checkpoint: { step: 26, bytes: 1 } }],
  ['classes without names', { ...run, data: { ...run.data, classNames: [1, 2] } }],
])('%s is no run', (_, value) => {
  expect(isKeptRun(value)).toBe(false);
});
