/**
 * The run before the one that is shown, for its curves to stay beside the new ones, and whether the two can be compared.
 * A pure reduction of what happens to runs.
 */
import type { RunConfig } from '../../protocol.js';
import type { KeptRun } from '../run/kept-run.js';
import type { RunState } from '../run/run.js';
import type { DataState } from './data.js';

export interface PreviousState {
  /** The fingerprint of the images of the run that is shown; null where it is not known. */
  readonly data: number | null;
  /** The run before it, on the same images; null where there is none. */
  readonly run: RunState | null;
}

export const noPrevious: PreviousState = { data: null, run: null };

/** A run that was left before so many steps says nothing. */
const MIN_STEPS = 10;

/** A new run begins, where `run` was shown. */
export function previousOf(previous: PreviousState, run: RunState, data: DataState): PreviousState {
  const now = data.loaded?.info.fingerprint ?? null;
  const last = run.step >= MIN_STEPS && run.config ? run : previous.run;
  return { data: now, run: now !== null && previous.data === now ? last : null };
}

/** The run that began before that one, on the same images; the same by what is kept of runs. Null where there is none. */
export function runBefore(run: KeptRun, kept: readonly KeptRun[]): KeptRun | null {
  const { fingerprint } = run.data;
  const isBefore = (one: KeptRun) =>
    one.id !== run.id && one.beganAt <= run.beganAt && one.step >= MIN_STEPS && one.data.fingerprint === fingerprint;
  if (fingerprint === undefined) return null;
  return kept
    .filter(isBefore)
    .reduce<KeptRun | null>((last, one) => (last && last.beganAt >= one.beganAt ? last : one), null);
}

const usualLoss = { type: 'crossEntropy', labelSmoothing: 0, output: 'identity' } as const;

/** Losses of two kinds are two measures. */
export function hasSameLoss(one: RunConfig | null, other: RunConfig | null): boolean {
  const lossOf = (config: RunConfig | null) => JSON.stringify({ ...usualLoss, ...config?.loss });
  return lossOf(one) === lossOf(other);
}
