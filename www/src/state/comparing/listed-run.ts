/**
 * The runs of a list: as they are kept, with the numbers of the one at hand as they are now, and the look by which each
 * is known everywhere. Owns their order; draws nothing.
 */
import type { RunStatus } from '../../protocol.js';
import { type RunColor, runColors } from '../curves/line-look.js';
import { curvesOf, type KeptRun, NUM_RUN_COLORS, type RunCurves, standingOf } from '../run/kept-run.js';
import { isActive, noRun, type RunState } from '../run/run.js';
import { type RunFieldId, runFields } from '../setup/run-fields.js';
import type { Elsewhere, RunsState } from '../slices/runs.js';

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

/** By how they went, or by a setting. */
export type SortName = OrderName | RunFieldId;
export type OrderName = 'newest' | 'accuracy' | 'time';
export const sortNames: readonly OrderName[] = ['newest', 'accuracy', 'time'];

/** Latest, best, shortest first; what has no such number comes last. */
const orders: Readonly<Record<OrderName, (run: ListedRun) => number | null>> = {
  newest: ({ beganAt }) => beganAt,
  accuracy: ({ bestTest }) => bestTest?.accuracy ?? null,
  time: ({ seconds }) => -seconds,
};

/** Of a setting the least first. What has no such thing comes last, whichever way round. */
export function sorted(runs: readonly ListedRun[], name: SortName, isReversed = false): readonly ListedRun[] {
  const keyOf = (run: ListedRun) => (isOrder(name) ? orders[name](run) : settingOf(run.config, name));
  const turn = isOrder(name) === isReversed ? 1 : -1;
  return [...runs].sort((one, other) => {
    const [value, against] = [keyOf(one), keyOf(other)];
    if (value === null || against === null)
      return Number(value === null) - Number(against === null) || newer(one, other);
    return turn * compare(value, against) || newer(one, other);
  });
}

function isOrder(name: SortName): name is OrderName {
  return sortNames.some((one) => one === name);
}

function newer(one: ListedRun, other: ListedRun): number {
  return other.beganAt - one.beganAt;
}

/** Null where it has no such setting, or has left it out. */
function settingOf(config: ListedRun['config'], id: RunFieldId): number | string | null {
  const text = runFields[id].read(config);
  if (text === null || text === '') return null;
  return runFields[id].control.kind === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other));
}

/** What their weights take. */
export function bytesOf(runs: readonly ListedRun[]): number {
  return runs.reduce((sum, { checkpoint }) => sum + (checkpoint?.bytes ?? 0), 0);
}
