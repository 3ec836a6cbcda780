import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { moduleText, rowsOf } from '../../../../scripts/lib/ideas.mjs';

import type { LayerConfig, Preset } from '../../protocol.js';
import { ideas, withIdea } from './ideas.js';
import { measuredIdeas } from './measured-ideas.js';
import { ideasFor } from './offered-ideas.js';

const preset: Preset = {
  id: 'mlp',
  description: '',
  typical: { mnist: 0.98, epochs: 5 },
  config: {
    layers: [{ type: 'flatten' }, { type: 'dense', units: 10 }],
    optimizer: { type: 'adam' },
    learningRate: 0.001,
    batchSize: 100,
    numEpochs: 2,
    seed: 1,
  },
};
const withLayers = (...layers: LayerConfig[]): Preset => ({ ...preset, config: { ...preset.config, layers } });
const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('ideas', () => {
  it('without activations are offered only where nothing else keeps the network from being linear', () => {
    const [conv, relu, dense]: LayerConfig[] = [
      { type: 'conv2d', channels: 4, kernel: 3 },
      { type: 'relu' },
      { type: 'dense', units: 10 },
    ];
    if (!conv || !relu || !dense) throw new Error('three layers');
    const offered = (...layers: LayerConfig[]) => ideas.noActivations.suits(withLayers(...layers).config);
    expect(offered(conv, relu, { type: 'avgPool2d', size: 2 }, { type: 'flatten' }, dense)).toBe(true);
    expect(offered(conv, relu, { type: 'maxPool2d', size: 2 }, { type: 'flatten' }, dense)).toBe(false);
    expect(offered({ type: 'residual', layers: [conv, relu, { type: 'batchNorm' }] }, relu, dense)).toBe(false);
    expect(offered({ type: 'lstm', units: 4 }, relu, dense)).toBe(false);
    expect(offered({ type: 'flatten' }, dense)).toBe(false);
  });

  it('keep what only measures a run', () => {
    const changed = withIdea(preset, 'rateOne', { ...preset.config, batchSize: 7, diagnoseEvery: 10 });
    expect(changed).toEqual({ ...preset.config, learningRate: 1, diagnoseEvery: 10 });
  });

  it('are told as the table of docs/results.md has them', () => {
    const found = /<!-- ideas -->\n([\s\S]*?)\n?<!-- end -->/.exec(text('../../../../docs/results.md'));
    if (!found?.[1] && found?.[1] !== '') throw new Error('docs/results.md has no marks for the table of ideas');
    expect(text('measured-ideas.ts')).toBe(moduleText(rowsOf(found[1])));
  });

  it('are offered only where they were seen to do what they say, but for another seed', () => {
    const [first] = measuredIdeas;
    if (!first) throw new Error('expected measured ideas, found none');
    const [data, id, name] = first;
    expect(ideasFor({ ...preset, id }, data)).toContain(name);
    expect(ideasFor({ ...preset, id }, null)).toEqual(['seed']);
    expect(ideasFor({ ...preset, id: 'none' }, data)).toEqual(['seed']);
  });
});
