import { describe, expect, it } from 'vitest';
import { Words } from '../locale/words.js';
import { besideOf, seedSpread } from '../state/comparing/beside.js';
import { fakeKeptRun, fakeRunState } from '../state/run/fake-kept-run.js';
import type { RunState, TestResult } from '../state/run/run.js';
import { besideText } from './chart-verdicts.js';

const words = new Words('en');
const test = (epoch: number, accuracy: number, images = 2_000): TestResult => ({
  step: epoch * 10,
  epoch,
  loss: 1,
  accuracy,
  correct: accuracy * images,
  images,
});
const run = (status: RunState['status'], ...tests: TestResult[]): RunState => ({ ...fakeRunState(20), status, tests });
const finished = (seed: number, accuracy: number) => {
  const kept = fakeKeptRun(`seed-${seed}`);
  return {
    ...kept,
    status: 'finished' as const,
    outcome: { reason: 'epochs' as const, restored: 20 },
    config: { ...kept.config, seed },
    lastTest: test(2, accuracy),
  };
};
const said = (...of: Parameters<typeof besideOf>) => {
  const beside = besideOf(...of);
  return beside && besideText(beside, words);
};

describe('besideOf', () => {
  it('compares where both ended, and says when that was another epoch', () => {
    expect(said(run('finished', test(2, 0.95)), run('finished', test(1, 0.8), test(2, 0.9)), [])).toBe(
      '5 points better than the run before. What another seed alone would change is not known.',
    );
    expect(said(run('stopped', test(1, 0.7)), run('finished', test(2, 0.9)), [])).toContain(
      '20 points worse than the run before. Read after epoch 1, the run before after epoch 2.',
    );
  });

  it('compares the same epoch while it goes on, and waits where the other has none', () => {
    const before = run('finished', test(1, 0.8), test(2, 0.9));
    expect(besideOf(run('running', test(1, 0.85)), before, [])?.difference).toBeCloseTo(0.05);
    expect(besideOf(run('running', test(3, 0.85)), before, [])).toBeNull();
    expect(besideOf(run('running'), before, [])).toBeNull();
    expect(besideOf(run('finished', test(2, 0.9, 500)), before, [])).toBeNull();
  });

  it('says where so many images cannot tell', () => {
    expect(said(run('finished', test(2, 0.904)), run('finished', test(2, 0.9)), [])).toBe(
      '0.4 points better than the run before. A test of 2,000 cannot tell that from chance.',
    );
    expect(said(run('finished', test(2, 0.9)), run('finished', test(2, 0.9)), [])).toBe(
      'As accurate as the run before.',
    );
  });

  it('says how far seeds spread only where three of these settings are known', () => {
    const kept = [finished(1, 0.95), finished(2, 0.955), finished(3, 0.946)];
    const config = { ...fakeKeptRun('a').config, seed: 9, diagnoseEvery: 10 };
    const info = fakeKeptRun('a').info;
    const now: RunState = { ...run('finished', test(2, 0.95, info.numTest)), config, info };
    const before = { ...now, tests: [test(2, 0.946, info.numTest)] };
    expect(said(now, before, kept)).toContain('3 seeds of these settings spread by 0.9.');
    expect(besideOf(now, before, kept.slice(1))?.spread).toBeNull();
    expect(seedSpread({ ...config, learningRate: 0.5 }, info.numTest, kept)).toBeNull();
    expect(seedSpread(config, info.numTest + 1, kept)).toBeNull();
    // The same seed twice is one, and a run that was left before its end none.
    expect(seedSpread(config, info.numTest, [finished(1, 0.9), finished(1, 0.95), finished(2, 0.95)])).toBeNull();
    const left = kept.map((one) => ({ ...one, outcome: { reason: 'ended' as const, restored: 5 } }));
    expect(seedSpread(config, info.numTest, left)).toBeNull();
  });
});
