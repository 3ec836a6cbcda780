import { describe, expect, it } from 'vitest';
import { fakeKeptRun, fakeRunState } from '../state/run/fake-kept-run.js';
import { curvesOf } from '../state/run/kept-run.js';
import { layersTraced, noLayerTraces } from '../state/run/layer-traces.js';
import { curvesFromJson, curvesToJson } from './curves-json.js';
import { curvesFrom, isCurvesRecord, recordOf } from './curves-record.js';

const run = fakeRunState(25);
const kept = fakeKeptRun('a');
const numbers = (series: { values: Float64Array }) => [...series.values];

const layers = layersTraced(
  noLayerTraces,
  [1, 11, 21].map((step) => ({
    type: 'diagnosed' as const,
    step,
    gradientNorm: step,
    layers: [
      { layer: 0, gradientNorm: step, updateRatio: step / 100, dead: null },
      { layer: 1, gradientNorm: null, updateRatio: null, dead: 1 / step },
    ],
  })),
);
const measured = { ...curvesOf(run), traces: { ...run.traces, layers } };

describe('curves that were written down', () => {
  it('have what was measured of each layer, also as JSON, and up to the step of the weights', () => {
    const record: unknown = curvesFromJson(curvesToJson(recordOf(measured, 14)));
    if (!isCurvesRecord(record)) throw new Error('expected curves, found something else');
    const { step, rows } = curvesFrom(record, kept).traces.layers;
    expect(numbers(step)).toEqual([1, 11]);
    expect(rows.map(({ layer, dead }) => [layer, numbers(dead)])).toEqual([
      [0, [Number.NaN, Number.NaN]],
      [1, [1, 1 / 11]],
    ]);
    expect(rows.map(({ updateRatio }) => numbers(updateRatio))[0]).toEqual([0.01, 0.11]);
  });

  it('of before there were such measures are read as well', () => {
    const { layers: _, ...old } = recordOf(measured, 25);
    const record: unknown = curvesFromJson(curvesToJson(old));
    if (!isCurvesRecord(old) || !isCurvesRecord(record)) throw new Error('expected curves, found something else');
    expect(curvesFrom(old, kept).traces.layers).toEqual(noLayerTraces);
    expect(curvesFrom(record, kept).traces.layers).toEqual(noLayerTraces);
  });

  it('are read as they were, smoothed columns and all', () => {
    const curves = curvesFrom(recordOf(curvesOf(run), 25), kept);
    for (const name of ['step', 'loss', 'accuracy', 'smoothLoss', 'smoothAccuracy'] as const) {
      expect(numbers(curves.history[name]), name).toEqual(numbers(run.history[name]));
    }
    expect(numbers(curves.traces.learningRate)).toEqual(numbers(run.traces.learningRate));
    expect(numbers(curves.traces.speed.value)).toEqual(numbers(run.traces.speed.value));
    expect(curves.traces.speed.step.length).toBeGreaterThan(3);
    expect(curves.tests).toEqual(run.tests);
  });

  it('end with the step of the weights, and so do the samples', () => {
    const record = recordOf(curvesOf(run), 14);
    expect([...record.step]).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    expect(record.learningRate.length).toBe(14);
    expect(record.tests.map(({ step }) => step)).toEqual([10]);
    expect(Math.max(...record.speed.step)).toBeLessThanOrEqual(14);
    // Of its own, and not a window on all that a longer run has reserved.
    expect(record.loss.buffer.byteLength).toBe(14 * 8);
  });

  it('are told from what is none', () => {
    const record = recordOf(curvesOf(run), 25);
    expect(isCurvesRecord(record)).toBe(true);
    expect(isCurvesRecord(structuredClone(record))).toBe(true);
    expect(isCurvesRecord(null)).toBe(false);
    expect(isCurvesRecord({ ...record, loss: [...record.loss] })).toBe(false);
    expect(isCurvesRecord({ ...record, loss: record.loss.slice(1) })).toBe(false);
    expect(isCurvesRecord({ ...record, step: record.step.toReversed() })).toBe(false);
    expect(isCurvesRecord({ ...record, tests: [{ step: 1 }] })).toBe(false);
    const { layers } = recordOf(measured, 25);
    const withRows = (rows: unknown) => isCurvesRecord({ ...record, layers: { step: layers?.step, rows } });
    expect(withRows(layers?.rows)).toBe(true);
    expect(withRows([...(layers?.rows ?? [])].reverse())).toBe(false);
    expect(withRows(layers?.rows.map((row) => ({ ...row, dead: row.dead.slice(1) })))).toBe(false);
    expect(withRows('none')).toBe(false);
  });
});
