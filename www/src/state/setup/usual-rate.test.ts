import { expect, it } from 'vitest';
import type { Preset, RunConfig } from '../../protocol.js';
import { runFields } from './run-fields.js';
import { usualRateFor } from './usual-rate.js';

const config: RunConfig = {
  layers: [],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 128,
  numEpochs: 5,
  seed: 1,
};
const preset = (part: Partial<RunConfig> = {}): Preset => ({
  id: 'p',
  description: '',
  typical: { mnist: 0.9, epochs: 1 },
  config: { ...config, ...part },
});

it('is offered where another optimizer was chosen and the rate stayed', () => {
  expect(usualRateFor({ ...config, optimizer: { type: 'sgd' } }, preset())).toBe(0.05);
  expect(usualRateFor({ ...config, optimizer: { type: 'adagrad' } }, preset())).toBe(0.01);
  expect(usualRateFor({ ...config, learningRate: 0.05 }, preset())).toBe(0.001);
  expect(usualRateFor({ ...config, learningRate: 0.05 }, null)).toBe(0.001);
});

it('is offered neither for what is near it, nor for what a preset has', () => {
  for (const type of ['adam', 'adamw', 'rmsprop', 'muon'] as const) {
    expect(usualRateFor({ ...config, optimizer: { type } }, preset())).toBeNull();
  }
  expect(usualRateFor({ ...config, optimizer: { type: 'sgd' }, learningRate: 0.1 }, preset())).toBeNull();
  const fast = { learningRate: 0.02 };
  expect(usualRateFor({ ...config, ...fast }, preset(fast))).toBeNull();
  expect(usualRateFor({ ...config, ...fast, optimizer: { type: 'adamw' } }, preset(fast))).toBeNull();
  expect(usualRateFor({ ...config, ...fast, learningRate: 1 }, preset(fast))).toBe(0.02);
});

it('is known for every optimizer that can be chosen', () => {
  const { control, write } = runFields.optimizer;
  if (control.kind !== 'choice') throw new Error('an optimizer is chosen');
  for (const option of control.options) {
    const chosen = write({ ...config, learningRate: 1_000 }, option);
    expect(chosen && usualRateFor(chosen, null), option).toBeGreaterThan(0);
  }
});
