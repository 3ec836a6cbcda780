/**
 * Drives a run: asks the session for one chunk after another, and for one evaluation where it was wanted. Owns status,
 * pacing and timestamps; refuses to know what a network is, and never has two calls at the session at once.
 */
import { isFatal, KilnError, toKilnError } from '../kiln-error.js';
import type { RunConfig, RunEvent, RunInfo, RunStatus, TrainEvent } from '../protocol.js';
import { Pace } from './pace.js';
import type { Queue } from './queue.js';
import { Stopwatch } from './stopwatch.js';
import type { Session } from './wasm.js';

/** What of a session a run needs. */
export type RunSession = Pick<Session, 'begin' | 'advance' | 'evaluate'>;

export interface Clock {
  /** Milliseconds, monotonic. */
  now: () => number;
  /** Lets the inbox be read: promises alone would starve it. */
  macrotask: () => Promise<void>;
}

interface Waiter {
  resolve: () => void;
  reject: (error: KilnError) => void;
}

export class RunLoop {
  readonly #session: RunSession;
  readonly #queue: Queue;
  readonly #clock: Clock;
  readonly #post: (event: RunEvent) => void;
  readonly #pace = new Pace();
  readonly #stopwatch: Stopwatch;
  #status: RunStatus = 'idle';
  #isLooping = false;
  /** Calls of evaluate() that wait for their evaluation. */
  #waiters: Waiter[] = [];

  constructor(session: RunSession, queue: Queue, clock: Clock, post: (event: RunEvent) => void) {
    this.#session = session;
    this.#queue = queue;
    this.#clock = clock;
    this.#post = post;
    this.#stopwatch = new Stopwatch(clock.now);
  }

  /** An untrained network to draw for; the run at hand, if one has ended, is replaced by it. */
  prepare(config: RunConfig): Promise<RunInfo> {
    return this.#queue.run(() => {
      if (this.#status === 'running' || this.#status === 'paused') {
        throw new KilnError('busy', `expected no run under way, found one that is ${this.#status}; stop it first`);
      }
      const info = this.#session.begin(config);
      this.#dismiss(new KilnError('superseded', 'another network was built before the evaluation was done'));
      return info;
    });
  }

  train(config: RunConfig): Promise<RunInfo> {
    return this.#queue.run(() => {
      const info = this.#begin(config);
      this.#stopwatch.start();
      this.#enter('running');
      this.#wake();
      return info;
    });
  }

  pause(): Promise<void> {
    return this.#queue.run(() => {
      if (this.#status === 'running') this.#rest('paused');
    });
  }

  resume(): Promise<void> {
    return this.#queue.run(() => {
      if (this.#status === 'running') return;
      if (this.#status !== 'paused') {
        throw new KilnError('noRun', `expected a paused run to resume, found it ${this.#status}; train again`);
      }
      this.#stopwatch.start();
      this.#enter('running');
      this.#wake();
    });
  }

  step(config: RunConfig): Promise<RunInfo | null> {
    return this.#queue.run(async () => {
      const isGoingOn = this.#status === 'running' || this.#status === 'paused';
      const info = isGoingOn ? null : this.#begin(config);
      this.#stopwatch.start();
      try {
        let events: TrainEvent[];
        // An evaluation at hand comes before the update.
        do events = await this.#advance(1);
        while (events.length > 0 && !events.some((event) => event.type === 'step' || event.type === 'finished'));
        this.#rest(isOver(events) ? 'finished' : 'paused');
      } catch (thrown) {
        throw this.#fail(thrown);
      }
      return info;
    });
  }

  stop(): Promise<void> {
    return this.#queue.run(() => {
      if (this.#status === 'running' || this.#status === 'paused') this.#rest('stopped');
    });
  }

  /** Resolves when the test set has been read, whatever else the run does meanwhile. */
  async evaluate(): Promise<void> {
    const { done } = await this.#queue.run(() => {
      if (this.#waiters.length === 0) this.#session.evaluate();
      const done = new Promise<void>((resolve, reject) => {
        this.#waiters.push({ resolve, reject });
      });
      this.#wake();
      return { done };
    });
    return done;
  }

  /** The run is gone with its data set. To be called from within the queue. */
  forget(): void {
    this.#dismiss(new KilnError('superseded', 'another data set was loaded before the evaluation was done'));
    this.#stopwatch.reset();
    if (this.#status !== 'idle') this.#enter('idle');
  }

  #begin(config: RunConfig): RunInfo {
    const info = this.#session.begin(config);
    this.#dismiss(new KilnError('superseded', 'another run began before the evaluation was done'));
    this.#stopwatch.reset();
    this.#pace.reset();
    this.#post({ type: 'began', config, info });
    return info;
  }

  /** Starts the loop unless it runs; it ends by itself when there is nothing to do. */
  #wake(): void {
    if (this.#isLooping) return;
    this.#isLooping = true;
    void this.#loop();
  }

  async #loop(): Promise<void> {
    let isGoingOn = true;
    while (isGoingOn) {
      await this.#clock.macrotask();
      isGoingOn = await this.#queue.run(() => this.#chunk());
    }
  }

  /** False when the loop is to end; decided within the queue, so that no wake-up falls between. */
  async #chunk(): Promise<boolean> {
    const isRunning = this.#status === 'running';
    if (isRunning || this.#waiters.length > 0) {
      try {
        // Beyond a run, one unit at a time: an evaluation must not run on into updates.
        const events = await this.#advance(isRunning ? this.#pace.units : 1);
        if (isRunning && isOver(events)) this.#rest('finished');
        if (events.length === 0) this.#dismiss(new KilnError('noRun', 'expected an evaluation, found nothing to do'));
      } catch (thrown) {
        this.#fail(thrown);
      }
    }
    this.#isLooping = this.#status === 'running' || this.#waiters.length > 0;
    return this.#isLooping;
  }

  async #advance(units: number): Promise<TrainEvent[]> {
    const startedAt = this.#clock.now();
    const events = await this.#session.advance(units);
    if (this.#status === 'running') this.#pace.took(this.#clock.now() - startedAt);
    if (events.length > 0) this.#post({ type: 'progress', events, seconds: this.#stopwatch.seconds });
    if (events.some((event) => event.type === 'evaluated')) {
      for (const waiter of this.#waiters.splice(0)) waiter.resolve();
    }
    return events;
  }

  /** The session lives on, unless the error is fatal; what the page does about that is its own decision. */
  #fail(thrown: unknown): KilnError {
    const error = toKilnError(thrown);
    this.#stopwatch.stop();
    this.#dismiss(error);
    const { seconds } = this.#stopwatch;
    this.#post({ type: 'failed', code: error.code, message: error.message, seconds });
    if (!isFatal(error)) this.#enter('failed');
    else this.#status = 'failed';
    return error;
  }

  #rest(status: RunStatus): void {
    this.#stopwatch.stop();
    this.#enter(status);
  }

  #enter(status: RunStatus): void {
    this.#status = status;
    this.#post({ type: 'status', status, seconds: this.#stopwatch.seconds });
  }

  #dismiss(error: KilnError): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }
}

function isOver(events: readonly TrainEvent[]): boolean {
  return events.length === 0 || events.some((event) => event.type === 'finished');
}
