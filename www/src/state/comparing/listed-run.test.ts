import { describe, expect, it } from 'vitest';
import { fakeKeptRun, fakeRunState } from '../run/fake-kept-run.js';
import { noRun, reduceRun } from '../run/run.js';
import { noRuns, type RunsState } from '../slices/runs.js';
import { canGoOn, curvesOfRun, isLive, type ListedRun, listedRuns, shownRuns, sorted } from './listed-run.js';

const test = (accuracy: number) => ({ step: 1, epoch: 1, loss: 1, accuracy, correct: 1, images: 2 });
const kept = [
  fakeKeptRun('c', { number: 3, color: 1, beganAt: 3_000, seconds: 9, bestTest: test(0.5) }),
  fakeKeptRun('b', { number: 2, color: 1, beganAt: 2_000, seconds: 3, bestTest: test(0.9) }),
  fakeKeptRun('a', { number: 1, color: 0, beganAt: 1_000, seconds: 6, bestTest: null }),
];
const runs: RunsState = { ...noRuns, kept, shown: ['a', 'c'] };
const list = (state = runs, run = noRun): readonly ListedRun[] => listedRuns(state, run) ?? [];
const ids = (listed: readonly ListedRun[]) => listed.map(({ id }) => id).join('');

describe('listed runs', () => {
  it('are none as long as they were not read', () => {
    expect(listedRuns(noRuns, noRun)).toBeNull();
  });

  it('are told apart by a pattern where they have one colour, the older of them plain', () => {
    expect(list().map(({ look }) => [look.color, look.dash])).toEqual([
      ['run-1', 1],
      ['run-1', 0],
      ['run-0', 0],
    ]);
  });

  it('stay the same things while another run goes on', () => {
    const state = { ...runs, current: 'c' };
    const [before, after] = [list(state, fakeRunState(5)), list(state, fakeRunState(6))];
    expect(after[0]).not.toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(after[1]).toBe(before[1]);
    // Another choice, and another word for one of them, is another thing.
    expect(list({ ...state, shown: ['b'] })[1]).not.toBe(before[1]);
  });

  it('have the numbers of the run at hand as they are now', () => {
    const running = reduceRun(fakeRunState(30), { type: 'status', status: 'running', seconds: 3 });
    const [at] = list({ ...runs, current: 'c' }, running);
    expect(at).toMatchObject({ step: 30, status: 'running', isAtHand: true, id: 'c' });
    expect(at && isLive(at)).toBe(true);
    // Its curves are those of the run, of the others what was read.
    expect(at && curvesOfRun(at, runs, running)?.history).toBe(running.history);
    const other = list()[1];
    expect(other && curvesOfRun(other, runs, running)).toBeNull();
  });

  it('are shown in the order in which they were chosen', () => {
    expect(ids(shownRuns(list(), runs))).toBe('ac');
    expect(ids(shownRuns(list(), { ...runs, shown: ['gone', 'c', 'a'] }))).toBe('ca');
  });

  it('are sorted by what was asked for, and what has none of it comes last', () => {
    expect(
      ['newest', 'accuracy', 'time'].map((_, index) =>
        ids(sorted(list(), (['newest', 'accuracy', 'time'] as const)[index] ?? 'newest')),
      ),
    ).toEqual(['cba', 'bca', 'bac']);
  });

  it('can go on where nothing ended them and their weights are there', () => {
    const [one] = list();
    if (!one) throw new Error('expected a run');
    expect(canGoOn(one)).toBe(true);
    expect(canGoOn({ ...one, checkpoint: null })).toBe(false);
    expect(canGoOn({ ...one, outcome: { reason: 'epochs', restored: 1 } })).toBe(false);
  });
});

describe('the order of runs', () => {
  const list = (...rates: number[]): readonly ListedRun[] =>
    rates.map((learningRate, index) => {
      const run = fakeKeptRun(`run-${index}`, { beganAt: index });
      const config = { ...run.config, learningRate, warmupSteps: index === 0 ? 5 : 0 };
      return { ...run, config, isAtHand: false, elsewhere: null, isShown: false, look: { color: 'run-0', dash: 0 } };
    });
  const ids = (runs: readonly ListedRun[]) => runs.map(({ id }) => id);

  it('is by numbers as numbers, the least first, or turned round', () => {
    const runs = list(0.01, 1, 0.2);
    expect(ids(sorted(runs, 'learningRate'))).toEqual(['run-0', 'run-2', 'run-1']);
    expect(ids(sorted(runs, 'learningRate', true))).toEqual(['run-1', 'run-2', 'run-0']);
    expect(ids(sorted(runs, 'newest'))).toEqual(['run-2', 'run-1', 'run-0']);
    expect(ids(sorted(runs, 'newest', true))).toEqual(['run-0', 'run-1', 'run-2']);
  });

  it('has those without the setting last, whichever way round', () => {
    const [first, second] = list(0.1, 0.1);
    if (!first || !second) throw new Error('expected two runs');
    const limited = { ...second, config: { ...second.config, stopping: { maxSteps: 10 } } };
    expect(ids(sorted([first, limited], 'maxSteps'))).toEqual(['run-1', 'run-0']);
    expect(ids(sorted([first, limited], 'maxSteps', true))).toEqual(['run-1', 'run-0']);
  });
});
