/**
 * What can be done with runs that are kept without having them at hand: names, deletion, files. Touches none that another
 * tab is at; every failure is told once.
 */
import { KilnError } from '../../kiln-error.js';
import type { Words } from '../../locale/words.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import type { Session } from '../session/session.js';
import type { Store } from '../store.js';
import type { Attempts } from './attempts.js';
import type { Recorder } from './recorder.js';
import type { RunFiles } from './run-files.js';
import type { RunList } from './run-list.js';
import { runName } from './run-name.js';
import type { Remarks } from './runs.js';
import type { Tab } from './tab.js';

export interface RunActionsParts {
  readonly store: Store;
  readonly session: Session;
  readonly tab: Tab;
  readonly words: () => Words;
  readonly list: RunList;
  readonly recorder: Recorder;
  /** Loaded when it is first wanted. */
  readonly files: () => Promise<RunFiles>;
  readonly attempts: Attempts;
}

export class RunActions {
  readonly #parts: RunActionsParts;

  constructor(parts: RunActionsParts) {
    this.#parts = parts;
  }

  async rename(id: string, name: string): Promise<void> {
    const { attempts, tab } = this.#parts;
    await attempts.attempt(null, async () => {
      if (await tab.isElsewhere(id)) throw elsewhere();
      await this.#change(id, { name: name.trim() || null });
    });
  }

  async annotate(id: string, remarks: Remarks): Promise<void> {
    const { attempts, tab } = this.#parts;
    await attempts.attempt(null, async () => {
      if (await tab.isElsewhere(id)) throw elsewhere();
      await this.#change(id, remarks);
    });
  }

  async remove(ids: readonly string[]): Promise<void> {
    const { attempts, store, session, recorder, list } = this.#parts;
    await attempts.attempt(null, async () => {
      const free = await this.#free(ids);
      const { current } = store.state.runs;
      await recorder.forget(free);
      if (current !== null && free.includes(current)) await session.reset();
      await list.remove(free);
      if (free.length < ids.length) throw elsewhere();
    });
  }

  async removeCheckpoints(ids: readonly string[]): Promise<void> {
    const { attempts, list } = this.#parts;
    await attempts.attempt(null, async () => {
      const free = await this.#free(ids);
      for (const id of free) {
        await list.storage.removeCheckpoint(id);
        await this.#change(id, { checkpoint: null });
      }
      await list.estimate();
      if (free.length < ids.length) throw elsewhere();
    });
  }

  async exportRun(id: string): Promise<void> {
    const { attempts, store, list, recorder, files, words } = this.#parts;
    await attempts.attempt(id, async () => {
      const run = list.find(id);
      if (!run) {
        await (await files()).writeAside(id);
        return;
      }
      // As it is now, and not as it was some seconds ago.
      if (id === recorder.current) await recorder.flush();
      await (await files()).write(list.require(id), runName(run, words(), store.state));
    });
  }

  async exportDamagedDrawings(): Promise<void> {
    const { attempts, files } = this.#parts;
    await attempts.attempt(null, async () => (await files()).writeDamagedDrawings());
  }

  async importRuns(chosen: readonly File[]): Promise<void> {
    const { attempts, store, files, list } = this.#parts;
    for (const file of chosen) {
      await attempts.attempt(file.name, async () => {
        store.dispatch({ type: 'runKept', run: await (await files()).read(file) });
        list.isNew();
      });
    }
  }

  async #change(id: string, change: Partial<KeptRun>): Promise<void> {
    // What is being written now knows nothing of it yet, and must not come to lie over it.
    await this.#parts.recorder.rest();
    await this.#parts.list.change(id, change);
  }

  /** Those that no other tab has at hand. */
  async #free(ids: readonly string[]): Promise<readonly string[]> {
    const { tab } = this.#parts;
    const isTaken = await Promise.all(ids.map((id) => tab.isElsewhere(id)));
    return ids.filter((_, place) => !isTaken[place]);
  }
}

export function elsewhere(): KilnError {
  return new KilnError('runElsewhere', 'expected a run that no other tab has at hand, found it open in one');
}
