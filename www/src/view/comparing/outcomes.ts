/** What a run came to, number by number, and which of several is best. Knows no words. */
import type { RunCurves } from '../kept-run.js';
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
}

export const outcomes: Readonly<Record<OutcomeName, Outcome>> = {
  bestAccuracy: { of: ({ bestTest }) => bestTest?.accuracy ?? null, better: 'more' },
  lastAccuracy: { of: ({ lastTest }) => lastTest?.accuracy ?? null, better: 'more' },
  bestLoss: { of: ({ bestTest }) => bestTest?.loss ?? null, better: 'less' },
  lastLoss: { of: ({ lastTest }) => lastTest?.loss ?? null, better: 'less' },
  epochs: { of: ({ step, info }) => step / info.stepsPerEpoch, better: null },
  steps: { of: ({ step }) => step, better: null },
  time: { of: ({ seconds }) => seconds, better: null },
  speed: { of: (_, curves) => curves && middle(curves.traces.speed.value.values), better: 'more' },
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

/** The median: a pause of the page counts for little. */
function middle(values: Float64Array): number | null {
  return values.toSorted()[values.length >> 1] ?? null;
}
