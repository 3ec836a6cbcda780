/**
 * Keeps every run, and does with those that are kept what the page asks. Owns no state: puts list, recorder, opener and
 * tab together, and tells every failure once.
 */
import { KilnError } from '../kiln-error.js';
import type { Words } from '../locale/words.js';
import type { KeptRun } from '../view/kept-run.js';
import { isActive } from '../view/run.js';
import type { DataChoice, View } from '../view/state.js';
import { DrawingKeeper } from './drawing-keeper.js';
import { cancellations, failureOf } from './failure.js';
import { type Manner, Opener } from './opener.js';
import { Recorder, type RecorderParts } from './recorder.js';
import { RunFiles } from './run-files.js';
import { RunList, type RunListParts } from './run-list.js';
import { runName } from './run-name.js';
import type { Runs } from './runs.js';
import type { Session } from './session.js';
import type { Tab } from './tab.js';

export interface KeeperParts extends RunListParts, Pick<RecorderParts, 'now' | 'date' | 'newId' | 'pause'> {
  readonly session: Session;
  readonly words: () => Words;
  readonly save: (content: Blob, name: string) => void;
  readonly tab: Tab;
  /** The run that the address carries. */
  readonly link: () => string | null;
  /** This page was in this tab before, at this address. */
  readonly isReload: boolean;
}

/** The page before may not have let go yet of the run that it had. */
const MAX_TRIES = 50;

export class Keeper implements Runs {
  readonly #parts: KeeperParts;
  readonly #list: RunList;
  readonly #recorder: Recorder;
  readonly #opener: Opener;
  readonly #drawings: DrawingKeeper;
  readonly #files: RunFiles;
  /** What this tab had at hand before it was loaded again. */
  readonly #remembered: string | null;
  readonly #isFresh: boolean;
  #isRead: Promise<void> = Promise.resolve();
  #view: View = 'train';

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    const { store, session, tab } = parts;
    this.#list = new RunList(parts, {
      tell: (thrown) => this.#tell(thrown),
      onRoom: () => this.#drawings.retry(),
    });
    const { shelf } = this.#list;
    this.#recorder = new Recorder({
      ...parts,
      shelf,
      playground: () => session.playground,
      onNew: () => this.#list.isNew(),
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
    this.#isRead = this.#list.read();
    // Nothing that the page begins with waits for these.
    void this.#isRead.then(() => this.#drawings.start()).catch((thrown: unknown) => this.#tell(thrown));
    void this.#isRead.then(() => this.#list.estimate());
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
    return this.#list.find(this.#remembered)?.data.choice ?? null;
  }

  /** Once the session has started: the run that was at hand before, or a word of one that was left unfinished. */
  async comeBack(): Promise<void> {
    const { store, tab } = this.#parts;
    await this.#isRead;
    const run = this.#list.find(this.#remembered);
    if (run && store.state.device.phase === 'ready') await this.#attempt(run.id, () => this.#open(run, 'asIs'));
    store.dispatch({ type: 'runBusy', id: null });
    this.#list.tellDamaged();
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
    void this.#list
      .refresh()
      .then(() => this.#list.estimate())
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
    this.#list.followCurves();
  }

  async show(id: string, isShown: boolean): Promise<void> {
    this.#parts.store.dispatch({ type: 'runShown', id, isShown });
    if (isShown) await this.#list.bringCurves(id);
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
      const run = this.#list.require(id);
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
      const run = this.#list.require(id);
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
      await this.#list.shelf.remove(free);
      store.dispatch({ type: 'runsRemoved', ids: free });
      await this.#list.estimate();
      if (free.length < ids.length) throw elsewhere();
    });
  }

  async removeCheckpoints(ids: readonly string[]): Promise<void> {
    await this.#attempt(null, async () => {
      const free = await this.#free(ids);
      for (const id of free) {
        await this.#list.shelf.removeCheckpoint(id);
        await this.#change(id, { checkpoint: null });
      }
      await this.#list.estimate();
      if (free.length < ids.length) throw elsewhere();
    });
  }

  async exportRun(id: string): Promise<void> {
    await this.#attempt(id, async () => {
      const run = this.#list.require(id);
      // As it is now, and not as it was some seconds ago.
      if (id === this.#recorder.current) await this.#recorder.flush();
      await this.#files.write(this.#list.require(id), runName(run, this.#parts.words()));
    });
  }

  async importRuns(files: readonly File[]): Promise<void> {
    const { store } = this.#parts;
    for (const file of files) {
      await this.#attempt(file.name, async () => {
        store.dispatch({ type: 'runKept', run: await this.#files.read(file) });
        this.#list.isNew();
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
    await this.#list.refresh();
    await this.#opener.open(this.#list.require(run.id), manner);
  }

  /** After a crash, in the worker that has taken the place of the other one. */
  async #recover(): Promise<number | null> {
    const { store } = this.#parts;
    const run = this.#list.find(this.#recorder.current);
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

  async #change(id: string, change: Partial<KeptRun>): Promise<void> {
    // What is being written now knows nothing of it yet, and must not come to lie over it.
    await this.#recorder.rest();
    await this.#list.change(id, change);
  }

  /** Those that no other tab has at hand. */
  async #free(ids: readonly string[]): Promise<readonly string[]> {
    const { tab } = this.#parts;
    const isTaken = await Promise.all(ids.map((id) => tab.isElsewhere(id)));
    return ids.filter((_, place) => !isTaken[place]);
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
    const failure = failureOf(thrown);
    if (!cancellations.has(failure.code)) this.#parts.store.dispatch({ type: 'failed', failure });
  }
}

function elsewhere(): KilnError {
  return new KilnError('runElsewhere', 'expected a run that no other tab has at hand, found it open in one');
}
