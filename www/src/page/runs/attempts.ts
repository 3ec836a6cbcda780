/** What takes a while with a run that is kept: says which one is busy meanwhile, and tells every failure once. */
import { type KilnCode, toKilnError } from '../../kiln-error.js';
import type { Afterwards } from '../../state/slices/notices.js';
import { cancellations, failureOf } from '../failure.js';
import type { Store } from '../store.js';

/** Codes of runs whose images are not at hand. */
const withoutFiles: ReadonlySet<KilnCode> = new Set(['runFiles', 'checkpointData']);

export class Attempts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** `busy` is the run that something is done with; null where nobody has to wait. Never rejects. */
  async attempt(busy: string | null, task: () => Promise<void>): Promise<void> {
    if (busy !== null) this.#store.dispatch({ type: 'runBusy', id: busy });
    try {
      await task();
    } catch (thrown) {
      this.tell(thrown);
    } finally {
      if (busy !== null) this.#store.dispatch({ type: 'runBusy', id: null });
    }
  }

  /** The same for a run that is brought: where its images are files that are not here, they are asked for. */
  async bring(id: string, afterwards: Afterwards, task: () => Promise<void>): Promise<void> {
    await this.attempt(id, async () => {
      try {
        await task();
        this.#store.dispatch({ type: 'unnoticed', kind: 'filesWanted' });
      } catch (thrown) {
        const run = this.#store.state.runs.kept?.find((one) => one.id === id);
        if (run?.data.choice !== 'files' || !withoutFiles.has(toKilnError(thrown).code)) throw thrown;
        this.#store.dispatch({ type: 'unnoticed', kind: 'filesWanted' });
        this.#store.dispatch({ type: 'noticed', notice: { kind: 'filesWanted', run: id, afterwards } });
      }
    });
  }

  tell(thrown: unknown): void {
    const failure = failureOf(thrown);
    if (!cancellations.has(failure.code)) this.#store.dispatch({ type: 'failed', failure });
  }
}
