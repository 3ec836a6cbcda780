/**
 * Sees to the comparison when it is opened: brings its code, and curves on its charts: those chosen before, those of runs
 * that are new, and the newest ones as long as nobody has chosen.
 */
import { toKilnError } from '../kiln-error.js';
import type { Runs } from './runs.js';
import type { Store } from './store.js';

/** As many as can be told apart without looking twice. */
const NUM_SHOWN = 3;

export class Comparer {
  readonly #store: Store;
  readonly #runs: Pick<Runs, 'show'>;
  readonly #load: () => Promise<void>;
  /** Whether the view was open, and had runs to show, when it was last looked. */
  #wasOpen = false;
  #wasFilled = false;

  constructor(store: Store, runs: Pick<Runs, 'show'>, load: () => Promise<void>) {
    this.#store = store;
    this.#runs = runs;
    this.#load = load;
  }

  /** Whenever the state has changed. */
  follow(): void {
    const { view, runs } = this.#store.state;
    const isOpen = view === 'compare';
    const isFilled = isOpen && runs.kept !== null && runs.kept.length > 0;
    if (isOpen && !this.#wasOpen) void this.#bring();
    if (isFilled && !this.#wasFilled) void this.#open();
    this.#wasOpen = isOpen;
    this.#wasFilled = isFilled;
  }

  /** Tried again whenever the view is opened again. */
  async #bring(): Promise<void> {
    if (this.#store.state.comparison.isLoaded) return;
    try {
      await this.#load();
      this.#store.dispatch({ type: 'comparisonLoaded' });
    } catch (thrown) {
      const { message } = toKilnError(thrown);
      this.#store.dispatch({ type: 'failed', failure: { code: 'viewMissing', message } });
    }
  }

  async #open(): Promise<void> {
    const { runs, comparison } = this.#store.state;
    const kept = runs.kept ?? [];
    // The oldest first: what came later is compared with it.
    const last = (some: typeof kept) =>
      some
        .slice(0, NUM_SHOWN)
        .map(({ id }) => id)
        .reverse();
    const added = last(kept.filter(({ id, number }) => number > comparison.seen && !runs.shown.includes(id)));
    const wanted = comparison.isChosen ? [...runs.shown, ...added] : last(kept);
    this.#store.dispatch({ type: 'runsSeen', upTo: Math.max(0, ...kept.map(({ number }) => number)) });
    for (const id of runs.shown) if (!wanted.includes(id)) await this.#runs.show(id, false);
    for (const id of wanted) if (!runs.shown.includes(id)) await this.#runs.show(id, true);
  }
}
