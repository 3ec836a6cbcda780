/**
 * Writes down the run that goes on, beside the session: every few seconds, and whenever it rests. Owns the timing, and
 * which of the kept runs is the one at hand; where runs are kept is the storage's, and what changes meanwhile the store's.
 */
import type { Playground, PlaygroundEvent } from '../../client/types.js';
import { builtInDigits } from '../../dataset/built-in-digits.js';
import { type KilnCode, toKilnError } from '../../kiln-error.js';
import { stepOf } from '../../runs/checkpoint-about.js';
import { recordOf } from '../../runs/curves-record.js';
import type { RunStorage } from '../../runs/run-storage.js';
import { nextPlace } from '../../runs/run-storage.js';
import { curvesOf, type KeptData, type KeptRun, keptData, standingOf } from '../../state/run/kept-run.js';
import { bestTest, type RunState } from '../../state/run/run.js';
import type { Store } from '../store.js';

export interface RecorderParts {
  readonly store: Store;
  readonly storage: RunStorage;
  readonly playground: () => Playground | null;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  readonly newId: () => string;
  /** Lets events arrive. */
  readonly pause: () => Promise<void>;
  /** A run has been kept for the first time. */
  readonly onNew: () => void;
}

/** A new run is in the list soon after it began. */
const FIRST_MS = 800;
/** What a crash may cost. */
const EVERY_MS = 3_000;
/** Of the time, at most, is spent on saving. */
const MAX_SHARE = 1 / 20;
/** Events come by another way than answers, and may be late. */
const MAX_PAUSES = 40;

/** What is known of a run before it is worth keeping. */
type Draft = Pick<KeptRun, 'id' | 'beganAt' | 'preset' | 'data' | 'seeds'>;

/** A run begins on something; what it is, the page has not heard. */
const unknownData: Omit<KeptData, 'choice'> = { numTrain: 0, numTest: 0, height: 0, width: 0, classNames: [] };

/** Codes that are told by what follows them, or are nobody's fault. */
const quiet: ReadonlySet<KilnCode> = new Set(['fatal', 'aborted', 'superseded', 'disposed', 'noRun']);

export class Recorder {
  readonly #parts: RecorderParts;
  #current: Draft | null = null;
  /** The run that is about to come back, and how it will stand then. */
  #expected: { readonly run: KeptRun; readonly status: KeptRun['status'] } | null = null;
  #preset: KeptRun['preset'] | undefined;
  #dueAt = 0;
  /** The run as it was written last. */
  #written: RunState | null = null;
  #saving: Promise<void> | null = null;
  #isWantedAgain = false;
  /** A run that cannot be saved says so once. */
  #told: string | null = null;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  get current(): string | null {
    return this.#current?.id ?? null;
  }

  /** The next run that begins is this one, come back; null: it did not. Looking at it is no reason to write it anew. */
  expect(expected: { readonly run: KeptRun; readonly status: KeptRun['status'] } | null): void {
    this.#expected = expected;
  }

  /** The next run that begins has the settings of this preset, and not those that are chosen. */
  expectNew(preset: KeptRun['preset']): void {
    this.#preset = preset;
  }

  hear(event: PlaygroundEvent): void {
    switch (event.type) {
      case 'began':
        this.#begin(event.step);
        break;
      case 'progress':
        if (this.#current && this.#parts.now() >= this.#dueAt && this.#isRunning) void this.#save();
        break;
      case 'status':
        if (event.status === 'idle') this.#release();
        else if (event.status !== 'running') void this.flush();
        break;
      case 'failed':
        void this.flush();
        break;
      case 'restarted':
      case 'lost':
        break;
      default:
        event satisfies never;
    }
  }

  /** Resolves when the run at hand is written as it is now. */
  async flush(): Promise<void> {
    // What is being written may be older.
    await this.#saving;
    if (this.#isBehind) await this.#save();
  }

  /** Resolves when nothing is being written. */
  async rest(): Promise<void> {
    await this.#saving;
  }

  /** Is not written any more. */
  async forget(ids: readonly string[]): Promise<void> {
    if (this.#current && ids.includes(this.#current.id)) this.#release();
    await this.#saving;
  }

  get #isRunning(): boolean {
    return this.#parts.store.state.run.status === 'running';
  }

  get #isBehind(): boolean {
    const { run } = this.#parts.store.state;
    if (this.#current === null || run.step === 0 || !standingOf(run) || hasCrashed(run)) return false;
    return !isSame(run, this.#written);
  }

  #begin(step: number): void {
    const { store, now, date, newId } = this.#parts;
    const { setup, data, run, runs } = store.state;
    const expected = this.#expected;
    this.#expected = null;
    this.#written = null;
    if (step > 0) {
      this.#written = expected && { ...run, status: expected.status };
      this.#current = expected?.run ?? null;
    } else {
      this.#current = {
        id: newId(),
        beganAt: date(),
        preset: this.#preset === undefined ? (setup.preset?.id ?? null) : this.#preset,
        ...(runs.seeds ? { seeds: runs.seeds } : {}),
        data: data.loaded ? keptData(data.loaded, builtInDigits.seed) : { ...unknownData, choice: data.choice },
      };
    }
    this.#preset = undefined;
    this.#dueAt = now() + FIRST_MS;
    store.dispatch({ type: 'runAtHand', id: this.current });
  }

  #release(): void {
    this.#current = null;
    this.#written = null;
    this.#parts.store.dispatch({ type: 'runAtHand', id: null });
  }

  /** One at a time; what is asked for meanwhile is done once more after it. */
  #save(): Promise<void> {
    if (this.#saving) {
      this.#isWantedAgain = true;
      return this.#saving;
    }
    this.#saving = this.#saveAll().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    do {
      this.#isWantedAgain = false;
      const current = this.#current;
      if (!current) return;
      try {
        await this.#write(current);
      } catch (thrown) {
        const { code, message } = toKilnError(thrown);
        this.#dueAt = this.#parts.now() + EVERY_MS;
        if (quiet.has(code) || this.#told === current.id) continue;
        this.#told = current.id;
        this.#parts.store.dispatch({ type: 'failed', failure: { code, message } });
      }
    } while (this.#isWantedAgain);
  }

  async #write(current: Draft): Promise<void> {
    const { store, storage, date } = this.#parts;
    if (store.state.run.step === 0 || hasCrashed(store.state.run)) return;
    const checkpoint = store.state.run.status === 'failed' ? null : await this.#checkpoint();
    // Another one may have begun meanwhile, or this one may be gone.
    const { run } = store.state;
    const standing = standingOf(run);
    if (this.#current !== current || !standing || hasCrashed(run)) return;
    const isLost = checkpoint !== null && checkpoint.step > run.step;
    const weights = isLost ? null : checkpoint;
    const step = weights?.step ?? run.step;
    const isWhole = step === run.step;
    const before = store.state.runs.kept?.find(({ id }) => id === current.id);
    const named = before ?? { ...current, name: null, ...(await nextPlace(storage)), checkpoint: null };
    const tests = run.tests.filter((test) => test.step <= step);
    const kept: KeptRun = {
      ...named,
      ...standing,
      ...(isWhole
        ? {}
        : {
            status: 'paused',
            step,
            epoch: Math.ceil(step / standing.info.stepsPerEpoch),
            outcome: null,
            failure: null,
          }),
      lastTest: tests.at(-1) ?? null,
      bestTest: bestTest(tests),
      savedAt: date(),
      checkpoint: weights ? { step, bytes: weights.bytes.length } : named.checkpoint,
    };
    if (this.#current !== current) return;
    await storage.put({
      run: kept,
      curves: recordOf(curvesOf(run), step),
      ...(weights ? { checkpoint: weights.bytes } : {}),
    });
    if (this.#current !== current) return;
    this.#written = isWhole ? run : null;
    store.dispatch({ type: 'runKept', run: kept });
    if (!before) this.#parts.onNew();
  }

  /** The weights at hand and the step they are of, once the page has heard of that step, too. */
  async #checkpoint(): Promise<{ step: number; bytes: Uint8Array<ArrayBuffer> } | null> {
    const { playground, now, pause, store } = this.#parts;
    const startedAt = now();
    const saved = await playground()?.save();
    const cost = now() - startedAt;
    this.#dueAt = now() + Math.max(EVERY_MS, cost / MAX_SHARE);
    const step = saved && stepOf(saved);
    if (!saved || step === null || step === undefined) return null;
    for (let i = 0; i < MAX_PAUSES && store.state.run.step < step; i += 1) await pause();
    return { step, bytes: new Uint8Array(saved) };
  }
}

/** It comes back as it was written last. */
function hasCrashed({ status, failure }: RunState): boolean {
  return status === 'failed' && failure?.code === 'fatal';
}

/** Whether there is nothing new to write; drawings and readings of the test set change nothing that is kept. */
function isSame(run: RunState, written: RunState | null): boolean {
  if (!written) return false;
  const { status, step, config, tests, validations, outcome, failure } = run;
  return (
    written.step === step &&
    restOf(written) === restOf({ status }) &&
    written.config === config &&
    written.tests === tests &&
    written.validations === validations &&
    written.outcome === outcome &&
    written.failure === failure
  );
}

/** As it would be found again. */
function restOf({ status }: Pick<RunState, 'status'>): RunState['status'] {
  return status === 'running' ? 'paused' : status;
}
