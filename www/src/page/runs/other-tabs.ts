/** What other tabs do with runs, while these are listed here: which they have at hand, which they train, how far. */

import type { Store } from '../store.js';
import type { RunList } from './run-list.js';
import type { Tab } from './tab.js';

/** Other tabs are asked this often. */
const LOOK_MS = 2_000;

export class OtherTabs {
  readonly #store: Store;
  readonly #tab: Tab;
  readonly #list: RunList;

  constructor(store: Store, tab: Tab, list: RunList) {
    this.#store = store;
    this.#tab = tab;
    this.#list = list;
  }

  /** For as long as the page lives. `every` does something again and again. */
  start(every: (milliseconds: number, task: () => void) => void): void {
    every(LOOK_MS, () => void this.look().catch(() => undefined));
  }

  async look(): Promise<void> {
    const { view, runs } = this.#store.state;
    if (view !== 'compare' || runs.kept === null) return;
    const found = await this.#tab.others();
    this.#store.dispatch({ type: 'runsElsewhere', found });
    // It has come further meanwhile, or has ended.
    const isGoingOn = [...found.values(), ...runs.elsewhere.values()].includes('training');
    if (isGoingOn && this.#store.state.runs.busy === null) await this.#list.refresh();
  }
}
