/**
 * What the store knows of the runs in storage: the list, the curves that are looked at, how runs are kept, and the room
 * that they take. Brings it and keeps it true; opens and changes no run.
 */
import type { Playground } from '../../client/types.js';
import { type KilnCode, KilnError, toKilnError } from '../../kiln-error.js';
import { curvesFrom } from '../../runs/curves-record.js';
import { FallbackStorage } from '../../runs/fallback-storage.js';
import type { RunStorage } from '../../runs/run-storage.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import type { SetAside, StorageStatus } from '../../state/slices/runs.js';
import type { Store } from '../store.js';
import { checkRun } from './run-check.js';

export interface RunListParts {
  readonly store: Store;
  /** Null until a device is open. */
  readonly playground: () => Playground | null;
  /** Null where the browser keeps nothing. */
  readonly disk: Promise<RunStorage | null>;
  /** Asks the browser not to throw away what is kept when it runs short of room. */
  readonly persist: () => Promise<unknown>;
  readonly estimate: () => Promise<{ usage: number; quota: number } | null>;
}

export interface RunListOwner {
  /** Tells of a failure. */
  readonly tell: (thrown: unknown) => void;
  /** There is room again. */
  readonly onRoom: () => void;
}

/** Codes that say something of a run, and not of the device. */
const refusals: ReadonlySet<KilnCode> = new Set(['config', 'layer']);

export class RunList {
  readonly storage: FallbackStorage;
  readonly #parts: RunListParts;
  readonly #owner: RunListOwner;
  #toldStatus: StorageStatus = 'kept';
  #hasPersisted = false;
  /** Runs that the core has seen. */
  readonly #checked = new Set<string>();
  /** Those that it cannot train, and why. */
  readonly #refused = new Map<string, SetAside>();
  readonly #reading = new Set<string>();

  constructor(parts: RunListParts, owner: RunListOwner) {
    this.#parts = parts;
    this.#owner = owner;
    this.storage = new FallbackStorage(parts.disk, (status) => this.#tellStatus(status));
  }

  /** For the first time. Never rejects. */
  async read(): Promise<void> {
    const { store, disk } = this.#parts;
    try {
      if ((await disk) === null) store.dispatch({ type: 'storageStatusChanged', storageStatus: 'unavailable' });
      await this.refresh();
      this.#hasPersisted = (store.state.runs.kept ?? []).length > 0;
    } catch (thrown) {
      this.#owner.tell(thrown);
    }
  }

  /** Other tabs keep runs, too. */
  async refresh(): Promise<void> {
    const { store } = this.#parts;
    const { runs, damaged } = await this.storage.runs();
    const { kept, current } = store.state.runs;
    // Of the one at hand, nobody knows better than this tab.
    const own = kept?.find(({ id }) => id === current);
    const others = runs.filter(({ id }) => id !== own?.id && !this.#refused.has(id));
    const unread = damaged.map((id): SetAside => ({ id, name: null, reason: null }));
    const setAside = [...unread, ...runs.flatMap(({ id }) => this.#refused.get(id) ?? [])];
    store.dispatch({ type: 'runsRead', runs: own ? [own, ...others] : others, setAside });
  }

  /** Has the core look at those that it has not seen, and sets aside what it cannot train. Never rejects. */
  async check(): Promise<void> {
    const { store, playground } = this.#parts;
    const core = playground();
    const fresh = (store.state.runs.kept ?? []).filter(({ id }) => !this.#checked.has(id));
    if (!core || store.state.device.phase !== 'ready' || fresh.length === 0) return;
    await Promise.all(
      fresh.map(async (run) => {
        this.#checked.add(run.id);
        try {
          await checkRun(core, run);
        } catch (thrown) {
          const { code, message } = toKilnError(thrown);
          // Otherwise it is the device that has failed, and not the run.
          if (!refusals.has(code)) this.#checked.delete(run.id);
          else this.#refused.set(run.id, { id: run.id, name: run.name, reason: message });
        }
      }),
    );
    if (fresh.some(({ id }) => this.#refused.has(id))) await this.refresh().catch((thrown) => this.#owner.tell(thrown));
  }

  /** Once the page is up, because a run that begins takes away what was told of others. */
  tellSetAside(): void {
    const { store } = this.#parts;
    const count = store.state.runs.setAside.length;
    if (count > 0) store.dispatch({ type: 'noticed', notice: { kind: 'setAside', count } });
  }

  /** For good, also what is set aside. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.storage.remove(ids);
    for (const id of ids) this.#refused.delete(id);
    this.#parts.store.dispatch({ type: 'runsRemoved', ids });
    await this.estimate();
  }

  find(id: string | null): KeptRun | null {
    return this.#parts.store.state.runs.kept?.find((run) => run.id === id) ?? null;
  }

  require(id: string): KeptRun {
    const run = this.find(id);
    if (!run) throw new KilnError('runGone', `expected run ${id} among those that are kept, found it gone`);
    return run;
  }

  /** Told to the store first, so that whatever is written next has it. */
  async change(id: string, change: Partial<KeptRun>): Promise<void> {
    const run = this.find(id);
    if (!run) return;
    const changed = { ...run, ...change };
    this.#parts.store.dispatch({ type: 'runKept', run: changed });
    await this.storage.put({ run: changed });
  }

  /** A run has come to the list. */
  isNew(): void {
    if (!this.#hasPersisted) void this.#parts.persist().catch(() => undefined);
    this.#hasPersisted = true;
    void this.estimate();
  }

  async estimate(): Promise<void> {
    const storage = await this.#parts.estimate().catch(() => null);
    this.#parts.store.dispatch({ type: 'storageRead', storage });
  }

  /** Those on the charts, and none when nobody looks at them. */
  followCurves(): void {
    const { store } = this.#parts;
    const { view, runs } = store.state;
    if (view !== 'compare') store.dispatch({ type: 'curvesDropped' });
    else for (const shown of runs.shown) void this.bringCurves(shown);
  }

  async bringCurves(id: string): Promise<void> {
    const { store } = this.#parts;
    const isWanted = () => {
      const { view, runs } = store.state;
      return view === 'compare' && runs.shown.includes(id) && runs.current !== id && !runs.curves.has(id);
    };
    const run = this.find(id);
    if (!run || this.#reading.has(id) || !isWanted()) return;
    this.#reading.add(id);
    try {
      const record = await this.storage.curves(id);
      if (!record) {
        store.dispatch({ type: 'runShown', id, isShown: false });
        throw new KilnError('runGone', `expected the curves of run ${id}, found none that can be read`);
      }
      if (isWanted()) store.dispatch({ type: 'curvesRead', id, curves: curvesFrom(record, run) });
    } catch (thrown) {
      this.#owner.tell(thrown);
    } finally {
      this.#reading.delete(id);
    }
  }

  #tellStatus(status: StorageStatus): void {
    const { store } = this.#parts;
    store.dispatch({ type: 'storageStatusChanged', storageStatus: status });
    if (status === this.#toldStatus) return;
    this.#toldStatus = status;
    store.dispatch({ type: 'unnoticed', kind: 'unkept' });
    if (status === 'kept') this.#owner.onRoom();
    else store.dispatch({ type: 'noticed', notice: { kind: 'unkept', storageStatus: status } });
  }
}
