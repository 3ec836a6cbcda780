/**
 * A run on its way back from its checkpoint: what the worker tells of it, turned into what the page is to hear. Owns the
 * difference between a run that goes on and one that has ended and is only shown again; asks nobody.
 */
import type { PlaygroundEvent } from '../../client/types.js';
import type { RunStatus } from '../../protocol.js';
import type { Past } from '../../state/run/restore.js';
import type { PageEvent } from '../../state/state.js';

export interface Return extends Past {
  /** Of training, before. */
  readonly seconds: number;
  /** `paused`, or how the run had ended. */
  readonly status: Exclude<RunStatus, 'idle' | 'running'>;
}

export class RestoredRun {
  readonly #return: Return;
  readonly #settle: () => void;
  /** When the page has heard the last of it: events may come after the answers. */
  readonly settled: Promise<void>;
  #hasBegun = false;

  constructor(back: Return) {
    this.#return = back;
    let settle = () => {};
    this.settled = new Promise((resolve) => {
      settle = resolve;
    });
    this.#settle = settle;
  }

  /** Null: the event has nothing to do with it. */
  hear(event: PlaygroundEvent): readonly PageEvent[] | null {
    const { status, seconds } = this.#return;
    if (event.type === 'began' && event.step > 0) {
      this.#hasBegun = true;
      return [
        { type: 'run', action: event },
        { type: 'runRestored', past: this.#return },
      ];
    }
    if (event.type !== 'status' || !this.#hasBegun) return null;
    // A run that has ended is paused in the worker, until it is stopped there.
    if (event.status === 'paused' && status !== 'paused') return [];
    this.#settle();
    // The weights say that there is nothing left to do, whatever was written beside them.
    const told = event.status === 'finished' ? 'finished' : status;
    return [{ type: 'run', action: { type: 'status', status: told, seconds } }];
  }
}
