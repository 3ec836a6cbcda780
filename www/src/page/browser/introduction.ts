/** Whether the sentence for a first visit has been read, or is no longer news: kept for the next visit. */

import type { Store } from '../store.js';
import { keepNote } from './browser-storage.js';

const storageKey = 'kiln.introduced';

export function readIntroduced(kept: (key: string) => string | null): boolean {
  return kept(storageKey) === 'yes';
}

export class Introduction {
  readonly #store: Store;
  #isKept: boolean;

  constructor(store: Store) {
    this.#store = store;
    this.#isKept = store.state.isIntroduced;
  }

  /** Called whenever the state has changed. Whoever has trained a network needs no introduction on the next visit. */
  follow(): void {
    const { isIntroduced, run } = this.#store.state;
    if (this.#isKept || !(isIntroduced || run.status === 'finished')) return;
    this.#isKept = true;
    keepNote(storageKey, 'yes');
  }
}
