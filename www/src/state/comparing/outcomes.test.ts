import { describe, expect, it } from 'vitest';
import { fakeKeptRun } from '../run/fake-kept-run.js';
import type { ListedRun } from './listed-run.js';
import { best, bestRuns, outcomes } from './outcomes.js';

describe('the best', () => {
  const places = (...of: Parameters<typeof best>) => [...best(...of)];

  it('is the highest or the lowest of what is known', () => {
    expect(places([0.9, null, 0.95, 0.7], 'more')).toEqual([2]);
    expect(places([0.3, 0.1, null], 'less')).toEqual([1]);
    expect(places([0.3, Number.NaN, 0.4], 'less')).toEqual([0]);
  });

  it('are several where they are alike, and none where there is nothing to choose', () => {
    expect(places([2, 1, 2], 'more')).toEqual([0, 2]);
    expect(places([2, 2], 'more')).toEqual([]);
    expect(places([2, null], 'more')).toEqual([]);
    expect(places([1, 2], null)).toEqual([]);
  });
});

describe('the best run', () => {
  const run = (correct: number, images = 10_000, change: Partial<ListedRun> = {}): ListedRun => {
    const test = { step: 10, epoch: 1, loss: 1 - correct / images, accuracy: correct / images, correct, images };
    const look = { color: 'run-1', dash: 0 } as const;
    const listed = { ...fakeKeptRun('a'), isAtHand: false, elsewhere: null, isShown: true, look };
    return { ...listed, bestTest: test, lastTest: test, ...change };
  };
  const stars = (name: 'bestAccuracy' | 'lastLoss' | 'params', ...runs: ListedRun[]) => [
    ...bestRuns(
      name,
      runs,
      runs.map((one) => outcomes[name].of(one, null)),
    ),
  ];

  it('has a star where its interval ends above those of all others', () => {
    expect(stars('bestAccuracy', run(9_000), run(9_500), run(9_300))).toEqual([1]);
    expect(stars('lastLoss', run(9_000), run(9_500), run(9_300))).toEqual([1]);
  });

  it('has none where the intervals overlap, however many others lie far below', () => {
    expect(stars('bestAccuracy', run(9_000), run(9_500), run(9_490))).toEqual([]);
    expect(stars('lastLoss', run(9_000), run(9_500), run(9_490))).toEqual([]);
    expect(stars('bestAccuracy', run(95, 100), run(93, 100))).toEqual([]);
  });

  it('is asked of the same test images only, and what is counted needs none of this', () => {
    const { data } = fakeKeptRun('a');
    const other = { data: { ...data, choice: 'mnist' } } as const;
    expect(stars('bestAccuracy', run(9_000), run(9_500, 10_000, other))).toEqual([]);
    const { info } = fakeKeptRun('a');
    const small = { info: { ...info, summary: { ...info.summary, numParams: 10 } } };
    expect(stars('params', run(9_500), run(9_490, 10_000, small))).toEqual([1]);
  });
});
