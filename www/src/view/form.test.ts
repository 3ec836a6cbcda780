import { describe, expect, it } from 'vitest';
import type { Preset, RunConfig } from '../protocol.js';
import { check, type Draft, draftOf, isEdited } from './form.js';

const preset: Preset = {
  id: 'mlp',
  description: '',
  typical: { accuracy: 0.98, epochs: 5 },
  config: {
    layers: [{ type: 'dense', units: 10 }],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    batchSize: 128,
    numEpochs: 5,
    seed: 1,
  },
};
const draft = draftOf(preset.config);
const checked = (changes: Partial<Draft>) => check({ ...draft, ...changes }, preset);

describe('check', () => {
  it('gives back the configuration it was made from', () => {
    expect(check(draft, preset)).toEqual({ config: preset.config, problems: {} });
  });

  it('keeps what no field speaks of, and the numbers of an optimizer that is not changed', () => {
    const config: RunConfig = {
      ...preset.config,
      optimizer: { type: 'adamw', beta2: 0.95 },
      schedule: { type: 'oneCycle', rise: 0.3 },
      weightDecay: 0.05,
      data: { numTrain: 10_000 },
    };
    const rich: Preset = { ...preset, config };
    const draft = draftOf(config);
    expect(check({ ...draft, numEpochs: '7' }, rich).config).toEqual({ ...config, numEpochs: 7 });
    expect(check({ ...draft, optimizer: 'muon' }, rich).config).toEqual({ ...config, optimizer: { type: 'muon' } });
  });

  it.each(['0.001', '1e-3', ' 1E-3 ', '.001', '0,001'])('reads %s as a learning rate', (learningRate) => {
    expect(checked({ learningRate }).config?.learningRate).toBe(0.001);
  });

  it.each(['', '0', '-1', 'fast', '1e999', '1 000', '0x10', '1001'])(
    'refuses "%s" as a learning rate',
    (learningRate) => {
      expect(checked({ learningRate })).toEqual({ config: null, problems: { learningRate: { kind: 'positive' } } });
    },
  );

  it.each(['0', '1.5', '4097', '', 'many'])('refuses "%s" as a batch size', (batchSize) => {
    expect(checked({ batchSize }).problems).toEqual({ batchSize: { kind: 'whole', min: 1, max: 4_096 } });
  });

  it('takes a seed of 0 and every seed of 32 bits', () => {
    expect(checked({ seed: '0' }).config?.seed).toBe(0);
    expect(checked({ seed: '4294967295' }).config?.seed).toBe(4_294_967_295);
    expect(checked({ seed: '4294967296' }).config).toBeNull();
  });

  it('names every field that is wrong', () => {
    expect(Object.keys(checked({ seed: 'x', numEpochs: '0' }).problems).sort()).toEqual(['numEpochs', 'seed']);
  });
});

it('isEdited compares with the preset', () => {
  expect(isEdited(draft, preset)).toBe(false);
  expect(isEdited({ ...draft, optimizer: 'sgd' }, preset)).toBe(true);
});
