/**
 * Keeps every run, and brings those that are kept back. Owns no state: puts list, recorder, opener, actions and tab
 * together.
 */
import { KilnError } from '../../kiln-error.js';
import type { Words } from '../../locale/words.js';
import { isAtHand, type KeptRun, withoutDrawings } from '../../state/run/kept-run.js';
import { isActive } from '../../state/run/run.js';
import type { Afterwards } from '../../state/slices/notices.js';
import type { DataChoice, View } from '../../state/state.js';
import type { Session } from '../session/session.js';
import { Attempts } from './attempts.js';
import { ComingBack, type ComingBackParts } from './coming-back.js';
import { DrawingStorage } from './drawing-storage.js';
import { type Manner, Opener } from './opener.js';
import { OtherTabs } from './other-tabs.js';
import { Recorder, type RecorderParts } from './recorder.js';
import { elsewhere, RunActions } from './run-actions.js';
import { RunList, type RunListParts } from './run-list.js';
import type { Remarks, Runs } from './runs.js';
import { SeedSeries } from './seed-series.js';

export interface RunControllerParts
  extends Omit<RunListParts, 'playground'>,
    Pick<RecorderParts, 'now' | 'date' | 'newId' | 'pause'>,
    Pick<ComingBackParts, 'tab' | 'link' | 'isReload'> {
  readonly session: Session;
  readonly words: () => Words;
  readonly save: (content: Blob, name: string) => void;
  /** Again and again, while the page is seen. */
  readonly every: (milliseconds: number, task: () => void) => void;
}

/** The page before may not have let go yet of the run that it had. */
const MAX_TRIES = 50;

export class RunController implements Runs {
  readonly #parts: RunControllerParts;
  readonly #list: RunList;
  readonly #recorder: Recorder;
  readonly #opener: Opener;
  readonly #drawings: DrawingStorage;
  readonly #actions: RunActions;
  readonly #others: OtherTabs;
  readonly #attempts: Attempts;
  readonly #series: SeedSeries;
  readonly #comingBack: ComingBack;
  #isRead: Promise<void> = Promise.resolve();
  #areDrawingsRead: Promise<void> = Promise.resolve();
  #view: View = 'train';

  constructor(parts: RunControllerParts) {
    this.#parts = parts;
    const { store, session, tab } = parts;
    this.#attempts = new Attempts(store);
    const playground = () => session.playground;
    this.#list = new RunList(
      { ...parts, playground },
      { tell: (thrown) => this.#attempts.tell(thrown), onRoom: () => this.#drawings.retry() },
    );
    const { storage } = this.#list;
    this.#recorder = new Recorder({
      ...parts,
      storage,
      playground,
      onNew: () => this.#list.isNew(),
    });
    this.#others = new OtherTabs(store, tab, this.#list);
    const redescribe = (id: string, data: KeptRun['data']) => this.#list.change(id, { data });
    this.#opener = new Opener({ store, session, storage, recorder: this.#recorder, redescribe });
    this.#drawings = new DrawingStorage(store, storage);
    const files = async () =>
      new (await import('./run-files.js')).RunFiles({ ...parts, storage, opened: () => session.opened() });
    const [list, recorder, attempts] = [this.#list, this.#recorder, this.#attempts];
    this.#actions = new RunActions({ ...parts, list, recorder, files, attempts });
    this.#series = new SeedSeries({ store, session, recorder, list });
    const open = (run: KeptRun) => this.#attempts.bring(run.id, 'open', () => this.#open(run, 'asIs'));
    this.#comingBack = new ComingBack({ ...parts, list, open });
  }

  /** Whether what the address carries is what this tab had at hand. */
  get isComingBack(): boolean {
    return this.#comingBack.id !== null;
  }

  /** For as long as the page lives. */
  start(): void {
    const { store, session } = this.#parts;
    if (this.isComingBack) store.dispatch({ type: 'runBusy', id: this.#comingBack.id });
    this.#isRead = this.#list.read();
    // Nothing that the page begins with waits for these.
    this.#areDrawingsRead = this.#isRead
      .then(() => this.#drawings.start())
      .catch((thrown: unknown) => this.#attempts.tell(thrown));
    void this.#areDrawingsRead.then(() => this.#attempts.attempt(null, () => this.#drawings.tellDamaged()));
    void this.#isRead.then(() => this.#list.estimate());
    session.keepBefore(() => this.#recorder.flush());
    session.recoverBy(() => this.#recover());
    session.listen((event) => {
      this.#series.hear(event);
      this.#recorder.hear(event);
      void this.#series.follow(event).catch((thrown: unknown) => this.#attempts.tell(thrown));
      this.follow();
    });
    store.subscribe(() => this.follow());
    this.#others.start(this.#parts.every);
  }

  /** The images of the run that comes back. */
  async wantedData(): Promise<DataChoice | null> {
    await this.#isRead;
    return this.#comingBack.wantedData();
  }

  /** Once the session has started: the run that was at hand before, or a word of one that was left unfinished. */
  async comeBack(): Promise<void> {
    await this.#isRead;
    await this.#comingBack.come();
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
      .then(() => this.#others.look())
      .catch((thrown: unknown) => this.#attempts.tell(thrown));
  }

  /** What is at hand is paused, and written as it is: the page is about to be loaded anew. */
  async rest(): Promise<void> {
    await this.#attempts.attempt(null, () => this.#opener.rest());
    this.follow();
  }

  /** Brings what the state asks for. To be called whenever it has changed. */
  follow(): void {
    const { store, tab, link } = this.#parts;
    const { view, runs, run } = store.state;
    const id = runs.current;
    if (runs.busy === null) {
      tab.keepOnly(id);
      tab.remember(id === null ? null : { id, link: link() });
    }
    if (id !== null) void tab.hold(id);
    tab.trains(run.status === 'running' ? id : null);
    if (view === 'compare' && this.#view !== 'compare') this.look();
    this.#view = view;
    this.#drawings.follow();
    this.#list.followCurves();
  }

  async show(id: string, isShown: boolean): Promise<void> {
    this.#parts.store.dispatch({ type: 'runShown', id, isShown });
    if (isShown) await this.#list.bringCurves(id);
  }

  rename(id: string, name: string): Promise<void> {
    return this.#actions.rename(id, name);
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#actions.remove(ids);
  }

  removeCheckpoints(ids: readonly string[]): Promise<void> {
    return this.#actions.removeCheckpoints(ids);
  }

  exportRun(id: string): Promise<void> {
    return this.#actions.exportRun(id);
  }

  importRuns(files: readonly File[]): Promise<void> {
    return this.#actions.importRuns(files);
  }

  exportDamagedDrawings(): Promise<void> {
    return this.#actions.exportDamagedDrawings();
  }

  async removeDamagedDrawings(): Promise<void> {
    await this.#attempts.attempt(null, () => this.#drawings.removeDamaged());
  }

  async open(id: string): Promise<void> {
    const { store } = this.#parts;
    await this.#attempts.bring(id, 'open', async () => {
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
    await this.#attempts.bring(id, 'repeat', async () => {
      const run = this.#list.require(id);
      await this.#opener.rest();
      await this.#areDrawingsRead;
      await this.#opener.bringDataOf(run);
      this.#choose(run);
      store.dispatch({ type: 'viewChosen', view: 'train' });
      await session.train();
    });
  }

  async trainSeeds(id: string, count: number): Promise<void> {
    await this.#attempts.attempt(id, async () => {
      const run = this.#list.require(id);
      await this.#opener.rest();
      await this.#areDrawingsRead;
      await this.#opener.bringDataOf(run);
      await this.#series.begin(this.#list.require(id), count);
    });
  }

  async stopSeeds(): Promise<void> {
    await this.#attempts.attempt(null, () => this.#series.end());
  }

  annotate(id: string, remarks: Remarks): Promise<void> {
    return this.#actions.annotate(id, remarks);
  }

  async bringFiles(id: string, afterwards: Afterwards, files: readonly File[]): Promise<void> {
    const { store, session } = this.#parts;
    await this.#attempts.attempt(id, async () => {
      const { data } = this.#list.require(id);
      await session.loadFiles(files);
      const { failure } = store.state.data;
      if (failure) throw new KilnError(failure.code, failure.message, { values: failure.values });
      if (!isAtHand(withoutDrawings(data), store.state.data))
        throw new KilnError('runOtherFiles', 'expected the files that the run learnt from, found others');
    });
    const run = this.#list.find(id);
    if (!run || !isAtHand(withoutDrawings(run.data), store.state.data)) return;
    await (afterwards === 'repeat' ? this.repeat(id) : this.open(id));
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
    await this.#areDrawingsRead;
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
}
