import { describe, expect, it } from 'vitest';
import type { LayerConfig } from '../../protocol.js';
import { layerDiff } from './layer-diff.js';

const dense = (units: number): LayerConfig => ({ type: 'dense', units });
const relu: LayerConfig = { type: 'relu' };
const flatten: LayerConfig = { type: 'flatten' };
const told = (before: LayerConfig[], after: LayerConfig[]) =>
  layerDiff(before, after).map((change) => {
    const name = change.layer.type === 'dense' ? `dense ${change.layer.units}` : change.layer.type;
    const from = change.kind === 'changed' && change.before.type === 'dense' ? ` from ${change.before.units}` : '';
    return `${change.kind} ${name}${from}${change.depth > 0 ? ` within ${change.depth}` : ''}`;
  });

describe('two networks', () => {
  it('have what stayed, what was changed, what came and what went, in the order of the layers', () => {
    const before = [flatten, dense(128), relu, dense(10)];
    expect(told(before, before)).toEqual(['same flatten', 'same dense 128', 'same relu', 'same dense 10']);
    expect(told(before, [flatten, dense(64), { type: 'dropout', rate: 0.5 }, relu, dense(10)])).toEqual([
      'same flatten',
      'changed dense 64 from 128',
      'added dropout',
      'same relu',
      'same dense 10',
    ]);
    expect(told(before, [flatten, dense(10)])).toEqual([
      'same flatten',
      'removed dense 128',
      'removed relu',
      'same dense 10',
    ]);
    expect(told([], [relu])).toEqual(['added relu']);
  });

  it('take a layer that is now of another kind for one that went and one that came', () => {
    expect(told([flatten, relu], [flatten, { type: 'tanh' }])).toEqual(['same flatten', 'removed relu', 'added tanh']);
  });

  it('are compared within their blocks', () => {
    const block = (units: number): LayerConfig => ({ type: 'residual', layers: [dense(units), relu] });
    expect(told([block(32), relu], [block(64), relu])).toEqual([
      'same residual',
      'changed dense 64 from 32 within 1',
      'same relu within 1',
      'same relu',
    ]);
  });
});
