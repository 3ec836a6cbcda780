import { describe, expect, it } from 'vitest';
import { noRun, type RunState } from './run.js';
import { Series } from './series.js';
import { noTraces } from './traces.js';
import { troubleOf } from './trouble.js';

const chance = { loss: Math.LN10, accuracy: 0.1 };

function runOf(losses: readonly number[], accuracy = 0.1): RunState {
  const all = Series.of(...losses);
  const flat = Series.of(...losses.map(() => accuracy));
  return {
    ...noRun,
    step: losses.length,
    history: {
      step: Series.of(...losses.map((_, i) => i + 1)),
      loss: all,
      accuracy: flat,
      smoothLoss: all,
      smoothAccuracy: flat,
    },
    traces: { ...noTraces, learningRate: Series.of(...losses.map((_, i) => 1 - i / 1_000)) },
  };
}
const times = (count: number, value: (i: number) => number) => Array.from({ length: count }, (_, i) => value(i));
const falling = times(200, (i) => 2.3 * 0.97 ** i + 0.05);

describe('troubleOf', () => {
  it('says nothing of a run that learns, nor before there is enough of it', () => {
    expect(troubleOf(runOf(falling, 0.9), chance)).toBeNull();
    expect(troubleOf(runOf(times(20, () => 1e6)), chance)).toBeNull();
    expect(troubleOf(runOf(falling), null)).toBeNull();
  });

  it('says nothing of first weights that are far off, as long as it learns', () => {
    expect(troubleOf(runOf(times(200, (i) => 300 * 0.97 ** i)), chance)).toBeNull();
  });

  it('tells a jump from which it came back no better than guessing, and the learning rate there', () => {
    const losses = [2.3, 2.4, 156e6, ...times(100, (i) => 2.31 + 1e6 / 3 ** i)];
    expect(troubleOf(runOf(losses), chance)).toEqual({ kind: 'broken', step: 3, peak: 156e6, learningRate: 0.998 });
  });

  it('forgives a jump after which it learnt', () => {
    expect(troubleOf(runOf([2.3, 156e6, ...falling], 0.9), chance)).toBeNull();
  });

  it('tells since when the loss has been rising', () => {
    const rising = [...falling, ...times(60, (i) => 0.1 * 1.2 ** i)];
    const trouble = troubleOf(runOf(rising), chance);
    expect(trouble?.kind).toBe('diverging');
    expect(trouble?.step).toBeGreaterThan(210);
    expect(rising[(trouble?.step ?? 0) - 1]).toBeGreaterThan(chance.loss);
  });

  it('tells one that never left guessing, but gives it time and looks at what it reads right', () => {
    const flat = (count: number) => times(count, (i) => Math.LN10 + (i % 2 === 0 ? 0.004 : -0.004));
    expect(troubleOf(runOf(flat(100)), chance)).toBeNull();
    expect(troubleOf(runOf(flat(200)), chance)).toMatchObject({ kind: 'stuck', step: 200 });
    expect(troubleOf(runOf(flat(200), 0.35), chance)).toBeNull();
  });

  it('tells of a loss that became no number, at its last step', () => {
    const failure = { code: 'diverged', message: 'NaN' };
    expect(troubleOf({ ...runOf([2.3, 4, 9e30]), failure }, chance)).toMatchObject({ kind: 'diverged', step: 3 });
    expect(troubleOf({ ...runOf(falling, 0.9), failure: { code: 'fatal', message: '' } }, chance)).toBeNull();
  });
});
