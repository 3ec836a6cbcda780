/**
 * Brings curves on the charts of the comparison: when it is opened those chosen before, or the newest ones as long as
 * nobody has chosen, and then and while it is open those of runs that are new. Asks for them; what becomes of it is told
 * by the store.
 */
import type { KeptRun } from '../../state/run/kept-run.js';
import type { Store } from '../store.js';
import type { Runs } from './runs.js';

/** As many as can be told apart without looking twice. */
const NUM_SHOWN = 3;

export class Comparer {
  readonly #store: Store;
  readonly #runs: Pick<Runs, 'show'>;
  /** Whether the view is open, and was seen to. */
  #isOpen = false;

  constructor(store: Store, runs: Pick<Runs, 'show'>) {
    this.#store = store;
    this.#runs = runs;
  }

  /** Whenever the state has changed. */
  follow(): void {
    const { view, runs, comparison } = this.#store.state;
    const isOpen = view === 'compare' && runs.kept !== null && runs.kept.length > 0;
    const isSeenTo = this.#isOpen && newestOf(runs.kept ?? []) <= comparison.seen;
    this.#isOpen = isOpen;
    if (isOpen && !isSeenTo) void this.#open();
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
    this.#store.dispatch({ type: 'runsSeen', upTo: newestOf(kept) });
    for (const id of runs.shown) if (!wanted.includes(id)) await this.#runs.show(id, false);
    for (const id of wanted) if (!runs.shown.includes(id)) await this.#runs.show(id, true);
  }
}

function newestOf(kept: readonly KeptRun[]): number {
  return Math.max(0, ...kept.map(({ number }) => number));
}
