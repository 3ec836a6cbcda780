/** The runs that are kept, which of them is at hand, and which are compared. */
import type { KeptRun, RunCurves } from '../run/kept-run.js';

/** How runs are kept: in the browser, or, where it keeps nothing or has no room left, only as long as the page is open. */
export type StorageStatus = 'kept' | 'unavailable' | 'full';

/** What another tab does with a run. */
export type Elsewhere = 'open' | 'training';

/** A run that is kept and cannot be read, or not by this version. */
export interface SetAside {
  readonly id: string;
  /** As the user called it, where that can be told. */
  readonly name: string | null;
  /** What is wrong with it, in technical English; null: it is no run at all. */
  readonly reason: string | null;
}

export interface RunsState {
  /** Newest first; null until they were read. */
  readonly kept: readonly KeptRun[] | null;
  readonly setAside: readonly SetAside[];
  /** Those that other tabs have at hand. */
  readonly elsewhere: ReadonlyMap<string, Elsewhere>;
  /** The one at hand, whose network is in the worker and whose curves are the run's own. */
  readonly current: string | null;
  /** Those compared on the charts, in the order in which they were chosen. */
  readonly shown: readonly string[];
  /** Of those compared, as far as they have been read; not of the one at hand. */
  readonly curves: ReadonlyMap<string, RunCurves>;
  readonly storageStatus: StorageStatus;
  /** Bytes that all of this site takes, and may take; null where the browser does not say. */
  readonly storage: { readonly usage: number; readonly quota: number } | null;
  /** A run that is being opened, brought in or written to a file. */
  readonly busy: string | null;
  /** The seeds that one configuration is being trained with, one after the other; null where nothing of the kind goes on. */
  readonly seeds: readonly number[] | null;
}

export type RunsEvent =
  | { type: 'runsRead'; runs: readonly KeptRun[]; setAside?: readonly SetAside[] }
  | { type: 'runsElsewhere'; found: ReadonlyMap<string, Elsewhere> }
  /** A run is new, or has changed. */
  | { type: 'runKept'; run: KeptRun }
  | { type: 'runsRemoved'; ids: readonly string[] }
  | { type: 'runAtHand'; id: string | null }
  | { type: 'runShown'; id: string; isShown: boolean }
  | { type: 'curvesRead'; id: string; curves: RunCurves }
  /** Nobody looks at them any more. */
  | { type: 'curvesDropped' }
  | { type: 'storageStatusChanged'; storageStatus: StorageStatus }
  | { type: 'storageRead'; storage: RunsState['storage'] }
  | { type: 'runBusy'; id: string | null }
  | { type: 'seedsPlanned'; seeds: RunsState['seeds'] };

export const noRuns: RunsState = {
  kept: null,
  setAside: [],
  elsewhere: new Map(),
  current: null,
  shown: [],
  curves: new Map(),
  storageStatus: 'kept',
  storage: null,
  busy: null,
  seeds: null,
};

export function reduceRuns(runs: RunsState, event: RunsEvent): RunsState {
  switch (event.type) {
    case 'runsRead':
      return { ...runs, kept: newestFirst(event.runs), setAside: event.setAside ?? runs.setAside };
    case 'runsElsewhere':
      return isSameMap(runs.elsewhere, event.found) ? runs : { ...runs, elsewhere: event.found };
    case 'runKept': {
      const others = (runs.kept ?? []).filter(({ id }) => id !== event.run.id);
      return { ...runs, kept: newestFirst([event.run, ...others]) };
    }
    case 'runsRemoved': {
      const isLeft = (id: string) => !event.ids.includes(id);
      return {
        ...runs,
        kept: runs.kept?.filter(({ id }) => isLeft(id)) ?? null,
        setAside: runs.setAside.filter(({ id }) => isLeft(id)),
        current: runs.current !== null && isLeft(runs.current) ? runs.current : null,
        shown: runs.shown.filter(isLeft),
        curves: new Map([...runs.curves].filter(([id]) => isLeft(id))),
      };
    }
    case 'runAtHand':
      return runs.current === event.id ? runs : { ...runs, current: event.id };
    case 'runShown': {
      const others = runs.shown.filter((id) => id !== event.id);
      return { ...runs, shown: event.isShown ? [...others, event.id] : others };
    }
    case 'curvesRead':
      return { ...runs, curves: new Map([...runs.curves, [event.id, event.curves]]) };
    case 'curvesDropped':
      return runs.curves.size === 0 ? runs : { ...runs, curves: new Map() };
    case 'storageStatusChanged':
      return runs.storageStatus === event.storageStatus ? runs : { ...runs, storageStatus: event.storageStatus };
    case 'storageRead':
      return { ...runs, storage: event.storage };
    case 'runBusy':
      return runs.busy === event.id ? runs : { ...runs, busy: event.id };
    case 'seedsPlanned':
      return runs.seeds === event.seeds ? runs : { ...runs, seeds: event.seeds };
    default:
      return event satisfies never;
  }
}

function isSameMap<V>(one: ReadonlyMap<string, V>, other: ReadonlyMap<string, V>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

function newestFirst(runs: readonly KeptRun[]): readonly KeptRun[] {
  return [...runs].sort((one, other) => other.beganAt - one.beganAt);
}
