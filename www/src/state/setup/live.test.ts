import { expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { changedAt, inForce } from './live.js';
import { runFieldIds, runFields } from './run-fields.js';
import { stepsOf } from './steps.js';

const config: RunConfig = {
  layers: [{ type: 'dropout', rate: 0.5 }],
  optimizer: { type: 'adam' },
  learningRate: 0.1,
  batchSize: 100,
  numEpochs: 3,
  seed: 1,
  changes: [
    { step: 5, learningRate: 0.2 },
    { step: 8, dropout: 0.1, clipping: { norm: 1 } },
    { step: 20, learningRate: 0.3 },
  ],
};

it('lets just those settings change that the core can change on the way', () => {
  expect(runFieldIds.filter((id) => runFields[id].change)).toEqual([
    'learningRate',
    'weightDecay',
    'dropout',
    'clippingNorm',
    'clippingValue',
  ]);
});

it('knows what holds after some steps, and since when', () => {
  expect(inForce(config, 4)).toEqual(config);
  expect(inForce(config, 10)).toMatchObject({
    learningRate: 0.2,
    clipping: { norm: 1 },
    layers: [{ type: 'dropout', rate: 0.1 }],
  });
  expect([4, 10, 30].map((step) => changedAt(config, 'learningRate', step))).toEqual([null, 5, 20]);
  expect(changedAt(config, 'clippingNorm', 30)).toBe(8);
  expect(changedAt(config, 'weightDecay', 30)).toBeNull();
  expect(changedAt(config, 'seed', 30)).toBeNull();
});

it('counts the steps of a run as the core does', () => {
  const info = { numTrain: 1_000 };
  const steps = (data: RunConfig['data']) => stepsOf({ ...config, ...(data && { data }) }, info);
  expect(steps(undefined)).toBe(30);
  expect(steps({ validation: 0.25 })).toBe(24);
  expect(steps({ validation: 0.5, numTrain: 800 })).toBe(15);
  expect(steps({ numTrain: 101 })).toBe(6);
  expect([9, 31].map((maxSteps) => stepsOf({ ...config, stopping: { maxSteps } }, info))).toEqual([9, 30]);
});
