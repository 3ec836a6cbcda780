import { describe, expect, it } from 'vitest';
import { fakeKeptRun, fakeRunState } from '../view/fake-kept-run.js';
import { curvesOf } from '../view/kept-run.js';
import { curvesFrom, isCurvesRecord, recordOf } from './curves-record.js';

const run = fakeRunState(25);
const kept = fakeKeptRun('a');
const numbers = (series: { values: Float64Array }) => [...series.values];

describe('curves that were written down', () => {
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

  it('end with the step of the weights, and so do the readings', () => {
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
  });
});
