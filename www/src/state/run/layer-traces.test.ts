import { describe, expect, it } from 'vitest';
import { Words } from '../../locale/words.js';
import type { TrainEvent } from '../../protocol.js';
import { layerLines, summarizeLayers } from '../curves/layer-curves.js';
import { firstLayers, layersTraced, noLayerTraces } from './layer-traces.js';

type Diagnosis = Extract<TrainEvent, { type: 'diagnosed' }>;

const diagnosed = (step: number, ...layers: Diagnosis['layers']): Diagnosis => ({
  type: 'diagnosed',
  step,
  gradientNorm: 1,
  layers,
});
const dense = (layer: number, gradientNorm: number) => ({
  layer,
  gradientNorm,
  updateRatio: gradientNorm / 100,
  dead: null,
});
const relu = (layer: number, dead: number) => ({ layer, gradientNorm: null, updateRatio: null, dead });
const numbers = ({ values }: { values: Float64Array }) => [...values];

describe('layersTraced', () => {
  it('has a column a measure and layer, and no number where a layer has no such thing', () => {
    const first = layersTraced(noLayerTraces, [diagnosed(1, dense(0, 4), relu(1, 0.5))]);
    const { step, rows } = layersTraced(first, [diagnosed(11, dense(0, 2), relu(1, 0.25))]);
    expect(numbers(step)).toEqual([1, 11]);
    expect(rows.map(({ layer }) => layer)).toEqual([0, 1]);
    expect(rows.map(({ gradientNorm }) => numbers(gradientNorm))).toEqual([
      [4, 2],
      [Number.NaN, Number.NaN],
    ]);
    expect(numbers(rows[0]?.updateRatio ?? step)).toEqual([0.04, 0.02]);
    expect(numbers(rows[1]?.dead ?? step)).toEqual([0.5, 0.25]);
    expect(layersTraced(first, [])).toBe(first);
  });

  it('keeps every column as long as the others where a layer comes late', () => {
    const { rows } = layersTraced(layersTraced(noLayerTraces, [diagnosed(1, dense(0, 4))]), [
      diagnosed(2, dense(3, 1)),
    ]);
    expect(rows.map(({ gradientNorm }) => numbers(gradientNorm))).toEqual([
      [4, Number.NaN],
      [Number.NaN, 1],
    ]);
  });

  it('can be cut where a run was left', () => {
    const all = layersTraced(noLayerTraces, [diagnosed(1, dense(0, 4)), diagnosed(2, dense(0, 3))]);
    const cut = firstLayers(all, 1);
    expect([numbers(cut.step), ...cut.rows.map(({ gradientNorm }) => numbers(gradientNorm))]).toEqual([[1], [4]]);
  });
});

describe('layerLines', () => {
  const many = layersTraced(
    noLayerTraces,
    [1, 2].map((step) => diagnosed(step, ...Array.from({ length: 20 }, (_, i) => dense(i, step + i)), relu(20, 0.5))),
  );
  const options = {
    nameOf: (layer: number) => `layer ${layer}`,
    smooth: (raw: { values: Float64Array }) => raw.values,
  };

  it('are one a layer that has such a thing, and twenty can be told apart', () => {
    const lines = layerLines(many, 'layerGradients', options);
    expect(lines).toHaveLength(20);
    expect(new Set(lines.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(20);
    expect(lines[3]).toMatchObject({ label: 'layer 3', owner: '3', y: Float64Array.of(4, 5) });
    expect(layerLines(many, 'layerDead', options).map(({ label }) => label)).toEqual(['layer 20']);
    expect(layerLines(noLayerTraces, 'layerGradients', options)).toEqual([]);
  });

  it('are told in words', () => {
    const words = new Words('en');
    expect(summarizeLayers(layerLines(many, 'layerDead', options), 'layerDead', words)).toBe(
      'Dead units, last measured: layer 20 50.0%.',
    );
    expect(summarizeLayers([], 'layerDead', words)).toBe('Dead units: nothing to show yet.');
  });
});
