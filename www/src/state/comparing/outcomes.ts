/** What a run came to, number by number, and which of several is best. Knows no words. */
import { median } from '../../spread.js';
import type { RunCurves } from '../run/kept-run.js';
import type { TestResult } from '../run/run.js';
import { wilson } from '../run/wilson.js';
import { areSame } from '../setup/compared-settings.js';
import type { ListedRun } from './listed-run.js';

export const outcomeNames = [
  'bestAccuracy',
  'lastAccuracy',
  'bestLoss',
  'lastLoss',
  'epochs',
  'steps',
  'time',
  'speed',
  'params',
  'multiplyAdds',
] as const;
export type OutcomeName = (typeof outcomeNames)[number];

interface Outcome {
  /** Null where there is none, or it is not known yet. */
  readonly of: (run: ListedRun, curves: RunCurves | null) => number | null;
  /** Null where neither more nor less is better. */
  readonly better: 'more' | 'less' | null;
  /** The reading of test images that it is of: such a number is known only as far as they are many. */
  readonly test?: (run: ListedRun) => TestResult | null;
}

export const outcomes: Readonly<Record<OutcomeName, Outcome>> = {
  bestAccuracy: { of: ({ bestTest }) => bestTest?.accuracy ?? null, better: 'more', test: (run) => run.bestTest },
  lastAccuracy: { of: ({ lastTest }) => lastTest?.accuracy ?? null, better: 'more', test: (run) => run.lastTest },
  bestLoss: { of: ({ bestTest }) => bestTest?.loss ?? null, better: 'less', test: (run) => run.bestTest },
  lastLoss: { of: ({ lastTest }) => lastTest?.loss ?? null, better: 'less', test: (run) => run.lastTest },
  epochs: { of: ({ step, info }) => step / info.stepsPerEpoch, better: null },
  steps: { of: ({ step }) => step, better: null },
  time: { of: ({ seconds }) => seconds, better: null },
  // The median: a pause of the page counts for little.
  speed: { of: (_, curves) => curves && median(curves.traces.speed.value.values), better: 'more' },
  params: { of: ({ info }) => info.summary.numParams, better: 'less' },
  multiplyAdds: { of: ({ info }) => info.summary.multiplyAdds, better: 'less' },
};

/** Places of the best; none where there is nothing to choose between. */
export function best(values: readonly (number | null)[], better: Outcome['better']): ReadonlySet<number> {
  const known = values.flatMap((value) => (value !== null && Number.isFinite(value) ? [value] : []));
  if (better === null || known.length < 2) return new Set();
  const top = better === 'more' ? Math.max(...known) : Math.min(...known);
  if (known.every((value) => value === top)) return new Set();
  return new Set(values.flatMap((value, index) => (value === top ? [index] : [])));
}

/**
 * Places of the runs that are best in this. Of what was measured on test images none is where that may be chance: where
 * the 95% interval of its accuracy overlaps that of the next, or not all were tested on the same images. A loss has no
 * interval of its own and goes by the accuracy of the same reading.
 */
export function bestRuns(
  name: OutcomeName,
  runs: readonly ListedRun[],
  values: readonly (number | null)[],
): ReadonlySet<number> {
  const { better, test } = outcomes[name];
  const places = best(values, better);
  if (!test) return places;
  const isOne = areTestedAlike(runs);
  const isApart = [...places].every((place) =>
    runs.every(
      (run, index) => values[index] === null || places.has(index) || areApart(test(run), test(runs[place] ?? run)),
    ),
  );
  return places.size === 1 && isOne && isApart ? places : new Set();
}

/** On the same test images, as far as that is known: drawings are added to the training images alone. */
function areTestedAlike(runs: readonly ListedRun[]): boolean {
  const kinds = runs.map(({ data: { choice, numTest, height, width, classNames } }) => [
    choice,
    numTest,
    height,
    width,
    classNames,
  ]);
  const prints = runs.flatMap(({ data: { fingerprint, drawings = [] } }) =>
    fingerprint === undefined || drawings.length > 0 ? [] : [fingerprint],
  );
  const seeds = runs.flatMap(({ data: { seed } }) => seed ?? []);
  return [kinds, prints, seeds].every(areSame);
}

/** Whether their intervals do not overlap. */
export function areApart(one: TestResult | null, other: TestResult | null): boolean {
  const [first, second] = [one, other].map((test) => test && wilson(test.correct, test.images));
  return Boolean(first && second && (first.high < second.low || second.high < first.low));
}
