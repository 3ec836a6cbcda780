/**
 * Holds the state and tells when it has changed: in the next frame, and while nothing but numbers change, at once and
 * then ten times a second. What a change means is the reducer's.
 */
import { reduce } from '../state/reduce.js';
import type { PageEvent, State } from '../state/state.js';

/** Nobody reads numbers faster, and the processor is needed for training. */
const PROGRESS_MS = 100;

export interface Scheduler {
  nextFrame: (task: () => void) => void;
  after: (milliseconds: number, task: () => void) => void;
}

const browserScheduler: Scheduler = {
  nextFrame: (task) => requestAnimationFrame(task),
  after: (milliseconds, task) => setTimeout(task, milliseconds),
};

export class Store {
  #state: State;
  #told: State;
  #isWaiting = false;
  #isFramed = false;
  readonly #listeners = new Set<(state: State) => void>();
  readonly #scheduler: Scheduler;

  constructor(state: State, scheduler: Scheduler = browserScheduler) {
    this.#state = state;
    this.#told = state;
    this.#scheduler = scheduler;
  }

  get state(): State {
    return this.#state;
  }

  dispatch(event: PageEvent): void {
    this.#state = reduce(this.#state, event);
    if (this.#state === this.#told) return;
    if (!isProgress(event)) this.#tellSoon();
    else if (!this.#isWaiting) this.#tellAndWait();
  }

  /** What comes meanwhile is told together. */
  #tellAndWait(): void {
    this.#tellSoon();
    this.#isWaiting = true;
    this.#scheduler.after(PROGRESS_MS, () => {
      this.#isWaiting = false;
      // A frame that does not come, as on a hidden page, is not waited for.
      if (!this.#isFramed && this.#state !== this.#told) this.#tellAndWait();
    });
  }

  /** Hears the newest state until the returned function is called. */
  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** In the next frame, even where nothing has changed but the words that it is told in. */
  tell(): void {
    if (this.#isFramed) return;
    this.#isFramed = true;
    this.#scheduler.nextFrame(() => {
      this.#isFramed = false;
      this.#told = this.#state;
      for (const listener of this.#listeners) listener(this.#state);
    });
  }

  #tellSoon(): void {
    if (this.#state !== this.#told) this.tell();
  }
}

function isProgress(event: PageEvent): boolean {
  return event.type === 'run' && event.action.type === 'progress';
}
