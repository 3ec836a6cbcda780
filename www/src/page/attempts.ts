/** What takes a while with a run that is kept: says which one is busy meanwhile, and tells every failure once. */

import { cancellations, failureOf } from './failure.js';
import type { Store } from './store.js';

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

  tell(thrown: unknown): void {
    const failure = failureOf(thrown);
    if (!cancellations.has(failure.code)) this.#store.dispatch({ type: 'failed', failure });
  }
}
