/**
 * Keeps every run, and does with those that are kept what the page asks. Owns no state: puts recorder, opener, shelf and
 * tab together, and tells every failure once.
 */
import { KilnError, toKilnError } from '../kiln-error.js';
import type { Words } from '../locale/words.js';
import { curvesFrom } from '../runs/curves-record.js';
import { RoomyShelf } from '../runs/roomy-shelf.js';
import type { Shelf } from '../runs/shelf.js';
import type { KeptRun } from '../view/kept-run.js';
import { isActive } from '../view/run.js';
import type { Keeping } from '../view/state/runs.js';
import type { DataChoice, View } from '../view/state.js';
import { DrawingKeeper } from './drawing-keeper.js';
import { type Manner, Opener } from './opener.js';
import { Recorder, type RecorderParts } from './recorder.js';
import { RunFiles } from './run-files.js';
import { runName } from './run-name.js';
import type { Runs } from './runs.js';
import type { Session } from './session.js';
import type { Store } from './store.js';
import type { Tab } from './tab.js';

export interface KeeperParts extends Pick<RecorderParts, 'now' | 'date' | 'newId' | 'pause'> {
  readonly store: Store;
  readonly session: Session;
  readonly words: () => Words;
  readonly save: (content: Blob, name: string) => void;
  /** Null where the browser keeps nothing. */
  readonly disk: Promise<Shelf | null>;
  readonly tab: Tab;
  /** The run that the address carries. */
  readonly link: () => string | null;
  /** This page was in this tab before, at this address. */
  readonly isReload: boolean;
  /** Asks the browser not to throw away what is kept when it runs short of room. */
  readonly persist: () => Promise<unknown>;
  readonly estimate: () => Promise<{ usage: number; quota: number } | null>;
}

/** Codes that are no failures: the user changed their mind. */
const cancellations: ReadonlySet<string> = new Set(['aborted', 'superseded', 'disposed']);

/** The page before may not have let go yet of the run that it had. */
const MAX_TRIES = 50;

export class Keeper implements Runs {
  readonly #parts: KeeperParts;
  readonly #shelf: RoomyShelf;
  readonly #recorder: Recorder;
  readonly #opener: Opener;
  readonly #drawings: DrawingKeeper;
  readonly #files: RunFiles;
  /** What this tab had at hand before it was loaded again. */
  readonly #remembered: string | null;
  readonly #isFresh: boolean;
  #isRead: Promise<void> = Promise.resolve();
  #toldKeeping: Keeping = 'kept';
  #hasPersisted = false;
  #damaged: readonly string[] = [];
  #view: View = 'train';
  readonly #reading = new Set<string>();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    const { store, session, tab } = parts;
    this.#shelf = new RoomyShelf(parts.disk, (keeping) => this.#tellKeeping(keeping));
    const shelf = this.#shelf;
    this.#recorder = new Recorder({
      ...parts,
      shelf,
      playground: () => session.playground,
      onNew: () => this.#isNew(),
    });
    this.#opener = new Opener({ store, session, shelf, recorder: this.#recorder });
    this.#drawings = new DrawingKeeper(store, shelf);
    this.#files = new RunFiles({ ...parts, shelf });
    const remembered = tab.remembered();
    const link = parts.link();
    // Otherwise another link was followed since. What the page itself wrote into the address may have come too late for a
    // reload.
    const isHere = remembered !== null && (parts.isReload || remembered.link === link);
    this.#remembered = isHere ? remembered.id : null;
    this.#isFresh = remembered === null && link === null;
  }

  /** Whether what the address carries is what this tab had at hand. */
  get isComingBack(): boolean {
    return this.#remembered !== null;
  }

  /** For as long as the page lives. */
  start(): void {
    const { store, session } = this.#parts;
    if (this.#remembered !== null) store.dispatch({ type: 'runBusy', id: this.#remembered });
    this.#isRead = this.#read();
    // Nothing that the page begins with waits for these.
    void this.#isRead.then(() => this.#drawings.start()).catch((thrown: unknown) => this.#tell(thrown));
    void this.#isRead.then(() => this.#estimate());
    session.keepBefore(() => this.#recorder.flush());
    session.recoverBy(() => this.#recover());
    session.listen((event) => {
      this.#recorder.hear(event);
      this.follow();
    });
    store.subscribe(() => this.follow());
  }

  /** The images of the run that comes back. */
  async wantedData(): Promise<DataChoice | null> {
    await this.#isRead;
    return this.#find(this.#remembered)?.data.choice ?? null;
  }

  /** Once the session has started: the run that was at hand before, or a word of one that was left unfinished. */
  async comeBack(): Promise<void> {
    const { store, tab } = this.#parts;
    await this.#isRead;
    const run = this.#find(this.#remembered);
    if (run && store.state.device.phase === 'ready') await this.#attempt(run.id, () => this.#open(run, 'asIs'));
    store.dispatch({ type: 'runBusy', id: null });
    // Now, because a run that begins takes away what was told of others.
    if (this.#damaged.length > 0) {
      const message = `expected runs that can be read, found none at ${this.#damaged.join(', ')}`;
      this.#tell(new KilnError('runsDamaged', message));
    }
    if (!this.#isFresh) return;
    const newest = store.state.runs.kept?.[0];
    const isUnfinished =
      newest?.status === 'paused' && newest.checkpoint !== null && newest.step < newest.info.numSteps;
    if (!newest || !isUnfinished || store.state.run.info !== null || (await tab.isElsewhere(newest.id))) return;
    store.dispatch({ type: 'noticed', notice: { kind: 'interrupted', run: newest.id } });
  }

  /** The page is being left: whatever can still be written is. */
  leave(): void {
    this.follow();
    void this.#recorder.flush();
  }

  /** The page is seen again, or its list of runs is. */
  look(): void {
    if (this.#parts.store.state.runs.kept === null) return;
    void this.#refresh()
      .then(() => this.#estimate())
      .catch((thrown: unknown) => this.#tell(thrown));
  }

  /** Brings what the state asks for. To be called whenever it has changed. */
  follow(): void {
    const { store, tab, link } = this.#parts;
    const { view, runs } = store.state;
    const id = runs.current;
    if (runs.busy === null) {
      tab.keepOnly(id);
      tab.remember(id === null ? null : { id, link: link() });
    }
    if (id !== null) void tab.hold(id);
    if (view === 'compare' && this.#view !== 'compare') this.look();
    this.#view = view;
    this.#drawings.follow();
    if (view !== 'compare') store.dispatch({ type: 'curvesDropped' });
    else for (const shown of runs.shown) void this.#bringCurves(shown);
  }

  async show(id: string, isShown: boolean): Promise<void> {
    this.#parts.store.dispatch({ type: 'runShown', id, isShown });
    if (isShown) await this.#bringCurves(id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#attempt(null, async () => {
      if (await this.#parts.tab.isElsewhere(id)) throw elsewhere();
      await this.#change(id, { name: name.trim() || null });
    });
  }

  async open(id: string): Promise<void> {
    const { store } = this.#parts;
    await this.#attempt(id, async () => {
      const run = this.#require(id);
      store.dispatch({ type: 'unnoticed', kind: 'interrupted' });
      const { run: shown, runs } = store.state;
      const isSeen = id === runs.current && (isActive(shown.status) || shown.status === 'finished');
      if (!isSeen) {
        await this.#open(run, 'goingOn');
        this.#choose(run);
      }
      store.dispatch({ type: 'viewChosen', view: 'train' });
    });
  }

  async repeat(id: string): Promise<void> {
    const { store, session } = this.#parts;
    await this.#attempt(id, async () => {
      const run = this.#require(id);
      await this.#opener.rest();
      await this.#opener.bringData(run.data);
      this.#choose(run);
      store.dispatch({ type: 'viewChosen', view: 'train' });
      await session.train();
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    const { store, session } = this.#parts;
    await this.#attempt(null, async () => {
      const free = await this.#free(ids);
      const { current } = store.state.runs;
      await this.#recorder.forget(free);
      if (current !== null && free.includes(current)) await session.reset();
      await this.#shelf.remove(free);
      store.dispatch({ type: 'runsRemoved', ids: free });
      await this.#estimate();
      if (free.length < ids.length) throw elsewhere();
    });
  }

  async removeCheckpoints(ids: readonly string[]): Promise<void> {
    await this.#attempt(null, async () => {
      const free = await this.#free(ids);
      for (const id of free) {
        await this.#shelf.removeCheckpoint(id);
        await this.#change(id, { checkpoint: null });
      }
      await this.#estimate();
      if (free.length < ids.length) throw elsewhere();
    });
  }

  async exportRun(id: string): Promise<void> {
    await this.#attempt(id, async () => {
      const run = this.#require(id);
      // As it is now, and not as it was some seconds ago.
      if (id === this.#recorder.current) await this.#recorder.flush();
      await this.#files.write(this.#require(id), runName(run, this.#parts.words()));
    });
  }

  async importRuns(files: readonly File[]): Promise<void> {
    const { store } = this.#parts;
    for (const file of files) {
      await this.#attempt(file.name, async () => {
        store.dispatch({ type: 'runKept', run: await this.#files.read(file) });
        this.#isNew();
      });
    }
  }

  async #open(run: KeptRun, manner: Manner): Promise<void> {
    const { tab, pause } = this.#parts;
    let isHeld = await tab.hold(run.id);
    for (let i = 0; !isHeld && manner === 'asIs' && i < MAX_TRIES; i += 1) {
      await pause();
      isHeld = await tab.hold(run.id);
    }
    if (!isHeld) throw elsewhere();
    // Another tab may have gone on with it before.
    await this.#refresh();
    await this.#opener.open(this.#require(run.id), manner);
  }

  /** After a crash, in the worker that has taken the place of the other one. */
  async #recover(): Promise<number | null> {
    const { store } = this.#parts;
    const run = this.#find(this.#recorder.current);
    if (!run?.checkpoint) return null;
    try {
      return (await this.#opener.open(run, 'asIs')) ? store.state.run.step : null;
    } catch {
      // It is kept, and can be opened again; that the device has failed is told.
      return null;
    }
  }

  /** Its settings are the next run's. */
  #choose(run: KeptRun): void {
    const { store, session } = this.#parts;
    if (run.preset !== null) store.dispatch({ type: 'presetChosen', id: run.preset });
    session.chooseConfig(run.config);
  }

  async #bringCurves(id: string): Promise<void> {
    const { store } = this.#parts;
    const isWanted = () => {
      const { view, runs } = store.state;
      return view === 'compare' && runs.shown.includes(id) && runs.current !== id && !runs.curves.has(id);
    };
    const run = this.#find(id);
    if (!run || this.#reading.has(id) || !isWanted()) return;
    this.#reading.add(id);
    try {
      const record = await this.#shelf.curves(id);
      if (!record) {
        store.dispatch({ type: 'runShown', id, isShown: false });
        throw new KilnError('runGone', `expected the curves of run ${id}, found none that can be read`);
      }
      if (isWanted()) store.dispatch({ type: 'curvesRead', id, curves: curvesFrom(record, run) });
    } catch (thrown) {
      this.#tell(thrown);
    } finally {
      this.#reading.delete(id);
    }
  }

  /** Told to the store first, so that whatever is written next has it. */
  async #change(id: string, change: Partial<KeptRun>): Promise<void> {
    // What is being written now knows nothing of it yet, and must not come to lie over it.
    await this.#recorder.rest();
    const run = this.#find(id);
    if (!run) return;
    const changed = { ...run, ...change };
    this.#parts.store.dispatch({ type: 'runKept', run: changed });
    await this.#shelf.put({ run: changed });
  }

  /** Other tabs keep runs, too. */
  async #refresh(): Promise<void> {
    const { store } = this.#parts;
    const { runs, damaged } = await this.#shelf.runs();
    const { kept, current } = store.state.runs;
    // Of the one at hand, nobody knows better than this tab.
    const own = kept?.find(({ id }) => id === current);
    store.dispatch({ type: 'runsRead', runs: own ? [own, ...runs.filter(({ id }) => id !== own.id)] : runs });
    this.#damaged = damaged;
  }

  async #read(): Promise<void> {
    const { store, disk } = this.#parts;
    try {
      if ((await disk) === null) store.dispatch({ type: 'runsKeeping', keeping: 'unavailable' });
      await this.#refresh();
      this.#hasPersisted = (store.state.runs.kept ?? []).length > 0;
    } catch (thrown) {
      this.#tell(thrown);
    }
  }

  #isNew(): void {
    if (!this.#hasPersisted) void this.#parts.persist().catch(() => undefined);
    this.#hasPersisted = true;
    void this.#estimate();
  }

  async #estimate(): Promise<void> {
    const storage = await this.#parts.estimate().catch(() => null);
    this.#parts.store.dispatch({ type: 'storageRead', storage });
  }

  #tellKeeping(keeping: Keeping): void {
    const { store } = this.#parts;
    store.dispatch({ type: 'runsKeeping', keeping });
    if (keeping === this.#toldKeeping) return;
    this.#toldKeeping = keeping;
    store.dispatch({ type: 'unnoticed', kind: 'unkept' });
    if (keeping === 'kept') this.#drawings.retry();
    else store.dispatch({ type: 'noticed', notice: { kind: 'unkept', keeping } });
  }

  /** Those that no other tab has at hand. */
  async #free(ids: readonly string[]): Promise<readonly string[]> {
    const { tab } = this.#parts;
    const isTaken = await Promise.all(ids.map((id) => tab.isElsewhere(id)));
    return ids.filter((_, place) => !isTaken[place]);
  }

  #find(id: string | null): KeptRun | null {
    return this.#parts.store.state.runs.kept?.find((run) => run.id === id) ?? null;
  }

  #require(id: string): KeptRun {
    const run = this.#find(id);
    if (!run) throw new KilnError('runGone', `expected run ${id} among those that are kept, found it gone`);
    return run;
  }

  /** `busy` is the run that it takes a while to do something with. */
  async #attempt(busy: string | null, task: () => Promise<void>): Promise<void> {
    const { store } = this.#parts;
    if (busy !== null) store.dispatch({ type: 'runBusy', id: busy });
    try {
      await task();
    } catch (thrown) {
      this.#tell(thrown);
    } finally {
      if (busy !== null) store.dispatch({ type: 'runBusy', id: null });
    }
  }

  #tell(thrown: unknown): void {
    const { code, message } = toKilnError(thrown);
    if (!cancellations.has(code)) this.#parts.store.dispatch({ type: 'failed', failure: { code, message } });
  }
}

function elsewhere(): KilnError {
  return new KilnError('runElsewhere', 'expected a run that no other tab has at hand, found it open in one');
}
