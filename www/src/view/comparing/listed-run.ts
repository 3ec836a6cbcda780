/**
 * The runs of a list: as they are kept, with the numbers of the one at hand as they are now, and the look by which each
 * is known everywhere. Owns their order; draws nothing.
 */
import type { RunStatus } from '../../protocol.js';
import { curvesOf, type KeptRun, NUM_RUN_COLORS, type RunCurves, standingOf } from '../kept-run.js';
import { type RunColor, runColors } from '../look.js';
import { isActive, noRun, type RunState } from '../run.js';
import type { Elsewhere, RunsState } from '../state/runs.js';

export interface ListedRun extends Omit<KeptRun, 'status'> {
  /** The one at hand may be running. */
  readonly status: Exclude<RunStatus, 'idle'>;
  /** Whether its network is in the worker. */
  readonly isAtHand: boolean;
  readonly isShown: boolean;
  /** What another tab does with it; null: none has it at hand. */
  readonly elsewhere: Elsewhere | null;
  readonly look: RunLook;
}

/** Colour and, where another run has the same one, the pattern that tells them apart. */
export interface RunLook {
  readonly color: RunColor;
  readonly dash: number;
}

/** Newest first; null until they were read. */
export function listedRuns({ kept, current, shown, elsewhere }: RunsState, run: RunState): readonly ListedRun[] | null {
  if (!kept) return null;
  const looks = looksOf(kept);
  return kept.map((one) => {
    const look = looks.get(one.id) ?? plain;
    const isShown = shown.includes(one.id);
    if (one.id !== current) return apart(one, { look, isShown, elsewhere: elsewhere.get(one.id) ?? null });
    const standing = standingOf(run);
    const status = standing && run.status === 'running' ? 'running' : (standing?.status ?? one.status);
    return { ...one, ...standing, status, isAtHand: true, isShown, elsewhere: null, look };
  });
}

const plain: RunLook = { color: runColors[0], dash: 0 };
const known = new WeakMap<KeptRun, ListedRun>();

/** One that is not at hand: the same as before where nothing changed, so that nothing is drawn for it. */
function apart(run: KeptRun, seen: Pick<ListedRun, 'look' | 'isShown' | 'elsewhere'>): ListedRun {
  const before = known.get(run);
  const { look, isShown, elsewhere } = seen;
  const isSameLook = before?.look.color === look.color && before.look.dash === look.dash;
  if (before && isSameLook && before.isShown === isShown && before.elsewhere === elsewhere) return before;
  const listed = { ...run, ...seen, isAtHand: false };
  known.set(run, listed);
  return listed;
}

/** Those on the charts, in the order in which they were chosen. */
export function shownRuns(runs: readonly ListedRun[], { shown }: RunsState): readonly ListedRun[] {
  return shown.flatMap((id) => runs.find((run) => run.id === id) ?? []);
}

/** The older of two runs of one colour keeps the plain line. */
function looksOf(kept: readonly KeptRun[]): ReadonlyMap<string, RunLook> {
  const used = new Map<number, number>();
  const looks = new Map<string, RunLook>();
  for (const { id, color } of [...kept].sort((one, other) => one.number - other.number)) {
    const place = color % NUM_RUN_COLORS;
    const dash = used.get(place) ?? 0;
    used.set(place, dash + 1);
    looks.set(id, { color: runColors[place] ?? runColors[0], dash });
  }
  return looks;
}

/** Null while they have not been read. */
export function curvesOfRun(run: ListedRun, { curves }: RunsState, atHand: RunState): RunCurves | null {
  // What was kept of it may be shown before the worker has it again.
  return run.isAtHand && atHand !== noRun && atHand.config ? curvesOf(atHand) : (curves.get(run.id) ?? null);
}

/** Whether it could be trained further: nothing ended it, and its weights are there. */
export function canGoOn({ outcome, checkpoint, status }: ListedRun): boolean {
  return outcome === null && checkpoint !== null && status !== 'running';
}

export function isLive({ isAtHand, status }: ListedRun): boolean {
  return isAtHand && isActive(status);
}

export type SortName = 'newest' | 'accuracy' | 'time';
export const sortNames: readonly SortName[] = ['newest', 'accuracy', 'time'];

/** Latest, best, shortest first; what has no such number comes last. */
const orders: Readonly<Record<SortName, (run: ListedRun) => number>> = {
  newest: ({ beganAt }) => beganAt,
  accuracy: ({ bestTest }) => bestTest?.accuracy ?? -1,
  time: ({ seconds }) => -seconds,
};

export function sorted(runs: readonly ListedRun[], name: SortName): readonly ListedRun[] {
  const order = orders[name];
  return [...runs].sort((one, other) => order(other) - order(one) || other.beganAt - one.beganAt);
}
