import { expect, it } from 'vitest';
import { isConfig } from './config-shape.js';
import { fakeKeptRun } from './fake-kept-run.js';

const { config } = fakeKeptRun('a');

it('a configuration has the parts that every run has, and none that is not known', () => {
  expect(isConfig(config)).toBe(true);
  expect(isConfig({ ...config, schedule: undefined })).toBe(true);
  const { seed: _, ...unseeded } = config;
  for (const value of [null, [config], unseeded, { ...config, warp: 9 }]) expect(isConfig(value)).toBe(false);
});

it.each([
  ['a number too large for one, as JSON may have it', { learningRate: JSON.parse('1e999') }],
  ['what is no number', { seed: Number.NaN }],
  ['a number in words', { batchSize: '100' }],
  ['layers without a kind', { layers: [{ units: 10 }] }],
  ['a list in the place of a part', { data: [] }],
  ['changes that are none', { changes: ['faster'] }],
])('%s is no setting', (_, parts) => {
  expect(isConfig({ ...config, ...parts })).toBe(false);
});
