import { describe, expect, it } from 'vitest';
import { fakeRunState } from './fake-kept-run.js';
import { curvesOf } from './kept-run.js';
import { restored } from './restore.js';
import { noRun, type RunState, reduceRun } from './run.js';

const whole = fakeRunState(25);
const began = (step: number): RunState => {
  const { config, info } = whole;
  if (!config || !info) throw new Error('expected a run with settings');
  return reduceRun(noRun, { type: 'began', config, info, step });
};
const numbers = (series: { values: Float64Array }) => [...series.values];

describe('a run that comes back', () => {
  it('has its curves up to the step of its weights, and goes on from there without a seam', () => {
    const before = fakeRunState(14);
    const run = restored(began(14), { curves: curvesOf(whole), end: null });
    expect(run).toMatchObject({ step: 14, epoch: 2, outcome: null, failure: null });
    expect(run.tests.map(({ step }) => step)).toEqual([10]);
    expect(run.sums).toEqual(before.sums);
    expect(numbers(run.history.smoothLoss)).toEqual(numbers(before.history.smoothLoss));
    expect(numbers(run.traces.learningRate)).toEqual(numbers(before.traces.learningRate));
    expect(Math.max(...numbers(run.traces.speed.step))).toBeLessThanOrEqual(14);

    const next = {
      type: 'step',
      step: 15,
      epoch: 2,
      loss: 2 / 15,
      correct: 25,
      images: 100,
      learningRate: 0.015,
    } as const;
    const went = reduceRun(run, { type: 'progress', events: [next], seconds: 2 });
    expect(numbers(went.history.step)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    expect(went.history.smoothLoss.at(-1)).toBe(whole.history.smoothLoss.at(14));
  });

  it('reads once more what was read just before, and has it once', () => {
    const test = { loss: 0.1, accuracy: 0.6, correct: 120, images: 200 };
    const run = restored(began(20), { curves: curvesOf(whole), end: null });
    const event = { type: 'evaluated', step: 20, epoch: 2, test } as const;
    const read = reduceRun(run, { type: 'progress', events: [event], seconds: 3 });
    expect(read.tests.map(({ step }) => step)).toEqual([10, 20]);
    const validated = { type: 'validated', step: 20, epoch: 2, validation: test } as const;
    const twice = [validated, validated].reduce(
      (run, event) => reduceRun(run, { type: 'progress', events: [event], seconds: 3 }),
      run,
    );
    expect(twice.validations).toHaveLength(1);
  });

  it('stands as it ended where it has', () => {
    const outcome = { reason: 'epochs', restored: 25 } as const;
    const run = restored(began(25), { curves: curvesOf(whole), end: { outcome, failure: null } });
    expect(run).toMatchObject({ step: 25, outcome });
  });

  it('shows how it failed, beyond the weights that are left of it', () => {
    const failure = { code: 'diverged', message: 'NaN' };
    const run = restored(began(14), { curves: curvesOf(whole), end: { outcome: null, failure } });
    expect(run).toMatchObject({ step: 25, epoch: 3, failure });
    expect(run.history.step.length).toBe(25);
  });
});
