/**
 * When a run has failed, or fails: its loss has run away, has come back from that as good as guessing, or never left it. A
 * rule over the loss of each step; knows no words.
 */
import { median } from '../../spread.js';
import type { Chance } from './chance.js';
import type { RunState } from './run.js';
import type { Series } from './series.js';

export interface Trouble {
  readonly kind: 'diverged' | 'diverging' | 'broken' | 'stuck';
  /** Where it began; of one that is stuck, how far it came. */
  readonly step: number;
  /** The highest loss there was. */
  readonly peak: number;
  /** Of that step. */
  readonly learningRate: number;
}

/** A loss that many times above guessing, and above where it began, has jumped. */
const JUMP = 10;
/** Steps whose median tells how it stands now. */
const NUM_RECENT = 25;
/** So many times the loss of guessing is worse than that, and so much of it no better. */
const WORSE = 1.5;
const NO_BETTER = 0.98;
/** Some networks take a while to begin. */
const PATIENCE = 150;

/** Null where all is well, or it is too early to say. */
export function troubleOf(
  run: Pick<RunState, 'history' | 'traces' | 'failure' | 'step'>,
  chance: Chance | null,
): Trouble | null {
  const { history, traces, failure } = run;
  const losses = history.loss;
  const at = (kind: Trouble['kind'], index: number, peak: number): Trouble => ({
    kind,
    step: history.step.at(index) ?? run.step,
    peak,
    learningRate: traces.learningRate.at(index) ?? Number.NaN,
  });
  if (failure?.code === 'diverged') return at('diverged', losses.length - 1, losses.at(-1) ?? Number.NaN);
  if (!chance || losses.length < NUM_RECENT) return null;
  const now = median(losses.values.subarray(-NUM_RECENT)) ?? Number.NaN;
  const usual = Math.max(chance.loss, losses.at(0) ?? 0);
  const { first, peak } = jump(losses, usual * JUMP);
  if (now > WORSE * usual) return at('diverging', first < 0 ? onset(losses, WORSE * usual) : first, peak);
  if (first >= 0 && now >= NO_BETTER * chance.loss) return at('broken', first, peak);
  const isStuck = losses.length >= PATIENCE && now >= NO_BETTER * chance.loss && now <= WORSE * chance.loss;
  const reads = history.smoothAccuracy.at(-1) ?? 0;
  return isStuck && reads < 2 * chance.accuracy ? at('stuck', losses.length - 1, peak) : null;
}

/** The first place above `bound`, -1 where there is none, and the highest loss of all. */
function jump({ values }: Series, bound: number): { readonly first: number; readonly peak: number } {
  let first = -1;
  let peak = Number.NEGATIVE_INFINITY;
  for (const [index, value] of values.entries()) {
    if (first < 0 && value > bound) first = index;
    if (value > peak) peak = value;
  }
  return { first, peak };
}

/** Since when it has been above `bound`, but for single steps: the first place of the last run of such steps. */
function onset({ values }: Series, bound: number): number {
  let start = values.length - 1;
  let below = 0;
  for (let index = values.length - 1; index >= 0 && below < 5; index -= 1) {
    if ((values[index] ?? 0) > bound) {
      start = index;
      below = 0;
    } else below += 1;
  }
  return start;
}
