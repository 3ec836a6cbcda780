/**
 * Drives a run: asks the session for one chunk after another, and for one evaluation where it was wanted. Owns status,
 * pacing and timestamps; refuses to know what a network is, and never has two calls at the session at once.
 */
import { isFatal, KilnError } from '../kiln-error.js';
import type { Change, Report, RunConfig, RunEvent, RunInfo, RunStatus, TrainEvent } from '../protocol.js';
import { Pace } from './pace.js';
import type { Queue } from './queue.js';
import { Stopwatch } from './stopwatch.js';
import { type Session, toSessionError } from './wasm.js';

/** What of a session a run needs. */
export type RunSession = Pick<
  Session,
  | 'begin'
  | 'fineTune'
  | 'resume'
  | 'config'
  | 'stepsMade'
  | 'ended'
  | 'advance'
  | 'change'
  | 'end'
  | 'evaluate'
  | 'report'
>;

export interface Clock {
  /** Milliseconds, monotonic. */
  now: () => number;
  /** Lets the inbox be read: promises alone would starve it. */
  macrotask: () => Promise<void>;
}

type EventOf<K extends TrainEvent['type']> = Extract<TrainEvent, { type: K }>;

/** A call that waits for the result of an evaluation on the test set. */
interface Waiter {
  kind: TrainEvent['type'];
  hear: (event: TrainEvent) => void;
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
  #waiters: Waiter[] = [];
  /** Seconds of the stopwatch at which the run is to come to its end. */
  #limit = Number.POSITIVE_INFINITY;

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
      if (this.#isUnderWay) {
        throw new KilnError('busy', `expected no run under way, found one that is ${this.#status}; stop it first`);
      }
      const info = this.#session.begin(config);
      this.#dismiss(new KilnError('superseded', 'another network was built before the evaluation was done'));
      return info;
    });
  }

  train(config: RunConfig): Promise<RunInfo> {
    return this.#queue.run(() => {
      const info = this.#begin(config, this.#session.begin(config));
      this.#start();
      return info;
    });
  }

  fineTune(config: RunConfig, checkpoint: Uint8Array): Promise<RunInfo> {
    return this.#queue.run(() => {
      const info = this.#begin(config, this.#session.fineTune(config, checkpoint));
      this.#start();
      return info;
    });
  }

  restore(checkpoint: Uint8Array, seconds: number): Promise<RunInfo> {
    return this.#queue.run(() => {
      const restored = this.#session.resume(checkpoint);
      const info = this.#begin(this.#session.config(), restored, this.#session.stepsMade(), seconds);
      this.#halt(this.#session.ended() ? 'finished' : 'paused');
      return info;
    });
  }

  pause(): Promise<void> {
    return this.#queue.run(() => {
      if (this.#status === 'running') this.#halt('paused');
    });
  }

  resume(): Promise<void> {
    return this.#queue.run(() => {
      if (this.#status === 'running') return;
      if (this.#status !== 'paused') {
        throw new KilnError('noRun', `expected a paused run to resume, found it ${this.#status}; train again`);
      }
      this.#start();
    });
  }

  step(config: RunConfig): Promise<RunInfo | null> {
    return this.#queue.run(async () => {
      const info = this.#isUnderWay ? null : this.#begin(config, this.#session.begin(config));
      this.#stopwatch.start();
      try {
        let events: TrainEvent[];
        // An evaluation at hand comes before the update.
        do events = await this.#advance(1);
        while (events.length > 0 && !events.some((event) => event.type === 'step' || event.type === 'finished'));
        this.#halt(isOver(events) ? 'finished' : 'paused');
      } catch (thrown) {
        throw this.#fail(thrown);
      }
      return info;
    });
  }

  stop(): Promise<void> {
    return this.#queue.run(() => {
      if (this.#isUnderWay) this.#halt('stopped');
    });
  }

  /** A paused run goes on to its end. */
  end(): Promise<void> {
    return this.#queue.run(() => {
      if (!this.#isUnderWay) return;
      this.#end();
      if (this.#status === 'paused') this.#start();
    });
  }

  change(change: Change): Promise<void> {
    return this.#queue.run(() => {
      if (!this.#isUnderWay) {
        throw new KilnError('noRun', `expected a run under way to change, found it ${this.#status}; train first`);
      }
      this.#session.change(change);
    });
  }

  /** Resolves when the test set has been evaluated, whatever else the run does meanwhile. */
  async evaluate(): Promise<void> {
    await this.#evaluation('evaluated', () => this.#session.evaluate());
  }

  /** Resolves with the report of the evaluation that follows. */
  async report(): Promise<Report> {
    const { report } = await this.#evaluation('reported', () => this.#session.report());
    return report;
  }

  /** The run is gone with its data set, as in the session. To be called from within the queue. */
  discard(): void {
    this.#dismiss(new KilnError('superseded', 'another data set was loaded before the evaluation was done'));
    this.#stopwatch.reset();
    if (this.#status !== 'idle') this.#enter('idle');
  }

  get #isUnderWay(): boolean {
    return this.#status === 'running' || this.#status === 'paused';
  }

  /** The session's run is another one now, `step` updates and `seconds` after its start. */
  #begin(config: RunConfig, info: RunInfo, step = 0, seconds = 0): RunInfo {
    this.#dismiss(new KilnError('superseded', 'another run began before the evaluation was done'));
    this.#stopwatch.reset(seconds);
    this.#pace.reset();
    this.#limit = config.stopping?.maxSeconds ?? Number.POSITIVE_INFINITY;
    this.#post({ type: 'began', config, info, step });
    return info;
  }

  #start(): void {
    this.#stopwatch.start();
    this.#enter('running');
    this.#wake();
  }

  /** The chunks that follow bring the run to its end. */
  #end(): void {
    this.#limit = Number.POSITIVE_INFINITY;
    this.#session.end();
  }

  /** Has the test set evaluated by `ask`, unless that was asked already, and waits for the event with its result. */
  async #evaluation<K extends TrainEvent['type']>(kind: K, ask: () => void): Promise<EventOf<K>> {
    const { found } = await this.#queue.run(() => {
      if (!this.#waiters.some((waiter) => waiter.kind === kind)) ask();
      const found = new Promise<EventOf<K>>((resolve, reject) => {
        const hear = (event: TrainEvent) => {
          if (isA(event, kind)) resolve(event);
        };
        this.#waiters.push({ kind, hear, reject });
      });
      this.#wake();
      return { found };
    });
    return found;
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
        if (isRunning && isOver(events)) this.#halt('finished');
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
    this.#answer(events);
    // Core has no clock.
    if (this.#stopwatch.seconds >= this.#limit && !isOver(events)) this.#end();
    return events;
  }

  #answer(events: readonly TrainEvent[]): void {
    for (const event of events) {
      for (const waiter of this.#waiters) waiter.hear(event);
      this.#waiters = this.#waiters.filter((waiter) => waiter.kind !== event.type);
    }
  }

  /** The session lives on, unless the error is fatal; what the page does about that is its own decision. */
  #fail(thrown: unknown): KilnError {
    const error = toSessionError(thrown);
    this.#stopwatch.stop();
    this.#dismiss(error);
    const { seconds } = this.#stopwatch;
    this.#post({ type: 'failed', code: error.code, message: error.message, seconds });
    if (!isFatal(error)) this.#enter('failed');
    else this.#status = 'failed';
    return error;
  }

  #halt(status: RunStatus): void {
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

function isA<K extends TrainEvent['type']>(event: TrainEvent, kind: K): event is EventOf<K> {
  return event.type === kind;
}

function isOver(events: readonly TrainEvent[]): boolean {
  return events.length === 0 || events.some((event) => event.type === 'finished');
}
