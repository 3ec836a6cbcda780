import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { isKnownConfig } from './known-config.js';
import { layerKinds } from './layer-kinds.js';

const config: RunConfig = {
  layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
  optimizer: { type: 'adam' },
  learningRate: 0.001,
  batchSize: 100,
  numEpochs: 4,
  seed: 1,
};

/** With parts as they may be found, whatever their type. */
function found(parts: object): RunConfig {
  const whole: unknown = { ...config, ...parts };
  return whole as RunConfig;
}

describe('a configuration from elsewhere', () => {
  it('of everything that there is, is known', () => {
    expect(isKnownConfig(config)).toBe(true);
    expect(isKnownConfig({ ...config, layers: Object.values(layerKinds).map(({ make }) => make()) })).toBe(true);
    expect(isKnownConfig({ ...config, initialization: { type: 'checkpoint', digest: 'ab' } })).toBe(true);
    expect(isKnownConfig({ ...config, stopping: { maxSteps: null, patience: null } })).toBe(true);
  });

  it.each([
    ['a kind of layer', { layers: [{ type: 'spiral' }] }],
    ['a kind of layer within a block', { layers: [{ type: 'residual', layers: [{ type: 'spiral' }] }] }],
    ['a block without a list', { layers: [{ type: 'residual' }] }],
    ['a layer without a number', { layers: [{ type: 'dense' }, { type: 'dense', units: null }] }],
    ['a layer of words', { layers: [{ type: 'dense', units: 'many' }] }],
    ['a way to fill borders', { layers: [{ type: 'conv2d', channels: 1, kernel: 3, padding: 'mirror' }] }],
    ['nothing for a layer', { layers: [null] }],
    ['an optimizer', { optimizer: { type: 'lion' } }],
    ['a schedule', { schedule: { type: 'sawtooth' } }],
    ['a loss', { loss: { type: 'hinge' } }],
    ['an output', { loss: { type: 'meanSquaredError', output: 'cube' } }],
    ['a start', { initialization: { type: 'ones' } }],
    ['a rate of words', { learningRate: 'fast' }],
  ])('with %s that there is not, is not', (_, parts) => {
    expect(isKnownConfig(found(parts))).toBe(false);
  });
});
