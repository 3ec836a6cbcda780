import { expect, it } from 'vitest';
import { fakeKeptRun } from '../view/fake-kept-run.js';
import { isKeptRun } from './kept-run-shape.js';

const run = fakeKeptRun('a');

it('a run is a run, also with what it has not', () => {
  expect(isKeptRun(run)).toBe(true);
  expect(isKeptRun(structuredClone({ ...run, name: 'Mine', preset: null, checkpoint: null, lastTest: null }))).toBe(
    true,
  );
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
  ['no steps in an epoch', { ...run, info: { ...run.info, stepsPerEpoch: 0 } }],
  ['weights of a later step', { ...run, checkpoint: { step: 26, bytes: 1 } }],
  ['classes without names', { ...run, data: { ...run.data, classNames: [1, 2] } }],
])('%s is no run', (_, value) => {
  expect(isKeptRun(value)).toBe(false);
});
