/**
 * What this tab had at hand before the page was loaded again: which run that was, its images, the run itself, and the run
 * before it, whose curves stand beside its own. Otherwise a word of one that was left unfinished.
 */
import { curvesFrom } from '../../runs/curves-record.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import { runFrom } from '../../state/run/restore.js';
import { runBefore } from '../../state/slices/previous.js';
import type { DataChoice } from '../../state/state.js';
import type { Store } from '../store.js';
import type { RunList } from './run-list.js';
import type { Tab } from './tab.js';

export interface ComingBackParts {
  readonly store: Store;
  readonly list: RunList;
  readonly tab: Tab;
  /** The run that the address carries. */
  readonly link: () => string | null;
  /** This page was in this tab before, at this address. */
  readonly isReload: boolean;
  /** Brings a run as it was left. Tells of failures itself. */
  readonly open: (run: KeptRun) => Promise<void>;
}

export class ComingBack {
  readonly #parts: ComingBackParts;
  /** What this tab had at hand. */
  readonly id: string | null;
  readonly #isFresh: boolean;

  constructor(parts: ComingBackParts) {
    this.#parts = parts;
    const remembered = parts.tab.remembered();
    const link = parts.link();
    // Otherwise another link was followed since. What the page itself wrote into the address may have come too late for a
    // reload.
    const isHere = remembered !== null && (parts.isReload || remembered.link === link);
    this.id = isHere ? remembered.id : null;
    this.#isFresh = remembered === null && link === null;
  }

  /** Once the list was read: the images of the run that comes back. */
  wantedData(): DataChoice | null {
    return this.#parts.list.find(this.id)?.data.choice ?? null;
  }

  /** Once the list was read and the session has started. */
  async come(): Promise<void> {
    const { store, tab, list, open } = this.#parts;
    await list.check();
    const run = list.find(this.id);
    if (run && store.state.device.phase === 'ready') {
      await open(run);
      await this.#bringRunBefore(run);
    }
    store.dispatch({ type: 'runBusy', id: null });
    list.tellSetAside();
    if (!this.#isFresh) return;
    const newest = store.state.runs.kept?.[0];
    const isUnfinished =
      newest?.status === 'paused' && newest.checkpoint !== null && newest.step < newest.info.numSteps;
    if (!newest || !isUnfinished || store.state.run.info !== null || (await tab.isElsewhere(newest.id))) return;
    store.dispatch({ type: 'noticed', notice: { kind: 'interrupted', run: newest.id } });
  }

  /** Nobody waits for its curves, and where they cannot be read there are just none. */
  async #bringRunBefore({ id }: KeptRun): Promise<void> {
    const { store, list } = this.#parts;
    const run = list.find(id);
    const before = run && runBefore(run, store.state.runs.kept ?? []);
    if (!before || !isShown()) return;
    const record = await list.storage.curves(before.id).catch(() => null);
    if (record && isShown()) {
      store.dispatch({ type: 'runBeforeRead', run: runFrom(before, curvesFrom(record, before)) });
    }

    function isShown(): boolean {
      return store.state.run.info !== null && (store.state.runs.current ?? id) === id;
    }
  }
}
