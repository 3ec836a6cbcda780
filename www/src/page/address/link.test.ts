import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../protocol.js';
import { fakePreset } from '../fake-playground.js';
import { readLink, writeLink } from './link.js';

const presets = [fakePreset, { ...fakePreset, id: 'other', config: { ...fakePreset.config, diagnoseEvery: 5 } }];
const [preset, other] = presets;
const encode = (patch: unknown) => btoa(JSON.stringify(patch)).replaceAll('=', '');

describe('a link', () => {
  it('names only the preset and the data where nothing was changed', () => {
    const shared = { preset: fakePreset, config: fakePreset.config, data: 'synthetic' as const };
    expect(writeLink(shared)).toBe('1.mlp.synthetic');
    expect(readLink('1.mlp.synthetic', presets)).toEqual(shared);
  });

  it('gives back every setting that was changed', () => {
    const config: RunConfig = {
      ...fakePreset.config,
      layers: [{ type: 'flatten' }, { type: 'dense', units: 300 }, { type: 'relu' }, { type: 'dense', units: 10 }],
      optimizer: { type: 'sgd', momentum: 0.9 },
      learningRate: 1e-7,
      schedule: { type: 'cosine', floor: 0.1 },
      stopping: { targetAccuracy: 0.98, patience: { epochs: 3 } },
      data: { numTrain: 100, validation: 0.1, augmentation: { shift: 0.1 } },
      seed: 4_294_967_295,
    };
    const link = writeLink({ preset: fakePreset, config, data: 'mnist' });
    expect(link).toMatch(/^1\.mlp\.mnist\.[\w-]+$/);
    expect(readLink(link, presets)).toEqual({ preset: fakePreset, config, data: 'mnist' });
  });

  it('gives back that something of the preset was left out', () => {
    if (!preset || !other) throw new Error('expected two presets');
    const link = writeLink({ preset: other, config: fakePreset.config, data: 'synthetic' });
    expect(readLink(link, presets)).toEqual({ preset: other, config: fakePreset.config, data: 'synthetic' });
  });

  it('from a later Kiln is told apart from a broken one', () => {
    expect(readLink('2.mlp.synthetic', presets)).toBe('future');
    expect(readLink(`1.mlp.synthetic.${encode({ quantization: 8 })}`, presets)).toBe('future');
    const broken = [
      '',
      'x',
      '0.mlp.synthetic',
      '1',
      '1.nothing.synthetic',
      '1.mlp.moon',
      '1.mlp.synthetic.%%%',
      '1.mlp.synthetic.a.b',
      `1.mlp.synthetic.${encode([1])}`,
      `1.mlp.synthetic.${encode({ seed: 'one' })}`,
      `1.mlp.synthetic.${encode({ seed: null })}`,
      `1.mlp.synthetic.${encode({ layers: [{ units: 3 }] })}`,
      `1.mlp.synthetic.${encode({ layers: {} })}`,
    ];
    for (const text of broken) expect(readLink(text, presets), text).toBe('bad');
  });
});
