/**
 * One configuration with one seed after the other: begins the next run when one is finished. Which seeds are wanted is
 * written down with every run of the series, so that it goes on where such a run comes back; which of them are done is
 * seen from the runs that are kept.
 */
import type { PlaygroundEvent } from '../../client/types.js';
import { seedsFrom } from '../../spread.js';
import { finalTestOf, seedKey } from '../../state/comparing/seed-groups.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import type { Session } from '../session/session.js';
import type { Store } from '../store.js';
import type { Recorder } from './recorder.js';
import type { RunList } from './run-list.js';

export interface SeedSeriesParts {
  readonly store: Store;
  readonly session: Pick<Session, 'trainAs'>;
  readonly recorder: Pick<Recorder, 'current' | 'expectNew' | 'flush' | 'rest'>;
  readonly list: Pick<RunList, 'find' | 'change'>;
}

export class SeedSeries {
  readonly #parts: SeedSeriesParts;
  /** The run that begins next is one of the series. */
  #isOwn = false;
  #wasRunning = false;

  constructor(parts: SeedSeriesParts) {
    this.#parts = parts;
  }

  /** Until there are finished runs of `count` seeds. */
  async begin(run: KeptRun, count: number): Promise<void> {
    const { store } = this.#parts;
    store.dispatch({ type: 'seedsPlanned', seeds: seedsFrom([run.config.seed, ...this.#done(run)], count) });
    await this.#next(run);
  }

  /** No other run follows. */
  async end(): Promise<void> {
    const { store, recorder, list } = this.#parts;
    store.dispatch({ type: 'seedsPlanned', seeds: null });
    const run = list.find(recorder.current);
    if (!run?.seeds) return;
    await recorder.rest();
    await list.change(run.id, { seeds: undefined });
  }

  /** Before a new run is written down: one that somebody else began is none of the series. */
  hear(event: PlaygroundEvent): void {
    if (event.type !== 'began' || event.step > 0) return;
    if (!this.#isOwn) this.#parts.store.dispatch({ type: 'seedsPlanned', seeds: null });
    this.#isOwn = false;
  }

  /** After that. */
  async follow(event: PlaygroundEvent): Promise<void> {
    const { store, recorder, list } = this.#parts;
    if (event.type === 'began' && event.step > 0) {
      store.dispatch({ type: 'seedsPlanned', seeds: list.find(recorder.current)?.seeds ?? null });
    }
    const { status, failure } = store.state.run;
    const wasRunning = this.#wasRunning;
    this.#wasRunning = status === 'running';
    // A worker that died is started again, and the run comes back.
    if (!wasRunning || status === 'running' || store.state.runs.seeds === null || failure?.code === 'fatal') return;
    if (status === 'finished') {
      await recorder.flush();
      const run = list.find(recorder.current);
      if (run) await this.#next(run);
    } else if (status !== 'paused') await this.end();
  }

  async #next(run: KeptRun): Promise<void> {
    const { store, session, recorder } = this.#parts;
    const done = this.#done(run);
    const seed = store.state.runs.seeds?.find((one) => !done.includes(one));
    if (seed === undefined) {
      store.dispatch({ type: 'seedsPlanned', seeds: null });
      return;
    }
    this.#isOwn = true;
    recorder.expectNew(run.preset);
    if (await session.trainAs({ ...run.config, seed })) return;
    this.#isOwn = false;
    store.dispatch({ type: 'seedsPlanned', seeds: null });
  }

  /** The seeds of which there is a finished run. */
  #done(run: KeptRun): readonly number[] {
    const key = seedKey(run);
    const kept = this.#parts.store.state.runs.kept ?? [];
    return kept.filter((one) => finalTestOf(one) !== null && seedKey(one) === key).map(({ config }) => config.seed);
  }
}
