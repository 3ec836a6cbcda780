/**
 * Makes a kept run the one at hand: its images, its weights, its curves. Owns the order of that and what stands in the
 * way; rejects with a KilnError, and tells nobody itself.
 */

import { toBase64 } from '../../base64.js';
import { builtInDigits } from '../../dataset/built-in-digits.js';
import { mnistCounts } from '../../dataset/mnist-files.js';
import { KilnError } from '../../kiln-error.js';
import { fingerprintOf, stepOf } from '../../runs/checkpoint-about.js';
import { curvesFrom } from '../../runs/curves-record.js';
import type { RunStorage } from '../../runs/run-storage.js';
import { isAtHand, type KeptData, type KeptRun, withoutDrawings } from '../../state/run/kept-run.js';
import { isActive, noRun } from '../../state/run/run.js';
import { fitting } from '../../state/slices/collection.js';
import { REPEATS } from '../session/collector.js';
import type { Session } from '../session/session.js';
import type { Store } from '../store.js';
import type { Recorder } from './recorder.js';

export interface OpenerParts {
  readonly store: Store;
  readonly session: Session;
  readonly storage: RunStorage;
  readonly recorder: Recorder;
  /** More is known now of what a run learnt from. */
  readonly redescribe: (id: string, data: KeptData) => Promise<void>;
}

/** `asIs`: as it was left, also where it had ended. `goingOn`: paused, wherever there is something left to do. */
export type Manner = 'asIs' | 'goingOn';

export class Opener {
  readonly #parts: OpenerParts;

  constructor(parts: OpenerParts) {
    this.#parts = parts;
  }

  /** False where its weights were not kept: it is shown, and cannot go on. */
  async open(run: KeptRun, manner: Manner): Promise<boolean> {
    const { store, session, storage, recorder } = this.#parts;
    await this.rest();
    await this.bringDataOf(run);
    const [record, checkpoint] = await Promise.all([storage.curves(run.id), storage.checkpoint(run.id)]);
    if (!record) throw new KilnError('runGone', `expected the curves of run ${run.id}, found none that can be read`);
    const curves = curvesFrom(record, run);
    if (!run.checkpoint || !checkpoint || stepOf(checkpoint) === null) {
      const { config, info, step, epoch, seconds, outcome } = run;
      const shown = { ...noRun, ...curves, config, info, step, epoch, seconds, outcome };
      // What is at hand was written as it is, and stays so.
      if (recorder.current) await recorder.forget([recorder.current]);
      if (isActive(store.state.run.status)) await session.stop();
      await session.showWithout(config, () => store.dispatch({ type: 'runRecalled', run: shown }));
      return false;
    }
    const isFinished = run.status === 'finished' && run.checkpoint.step === run.step;
    const hasEnded = isFinished || (manner === 'asIs' && run.status !== 'paused' && run.status !== 'finished');
    const status = hasEnded ? run.status : 'paused';
    const end = hasEnded ? { outcome: run.outcome, failure: run.failure } : null;
    recorder.expect({ run, status });
    try {
      await session.restore(checkpoint, { curves, end, status, seconds: run.seconds });
    } catch (thrown) {
      recorder.expect(null);
      throw thrown;
    }
    return true;
  }

  /** What is at hand is paused, and written as it is. */
  async rest(): Promise<void> {
    const { store, session, recorder } = this.#parts;
    if (store.state.run.status === 'running') await session.pause();
    await recorder.flush();
  }

  /** The same, of a run from before its drawings were written down, too: where they are found, they are from now on. */
  async bringDataOf({ id, data }: Pick<KeptRun, 'id' | 'data'>): Promise<void> {
    const { store, storage, redescribe } = this.#parts;
    const checkpoint = data.fingerprint === undefined ? await storage.checkpoint(id) : null;
    const fingerprint = checkpoint && fingerprintOf(checkpoint);
    const known: KeptData = fingerprint === null ? data : { ...data, fingerprint };
    const guess = isAtHand(known, store.state.data) || fingerprint === null ? null : this.#guess(known);
    if (!guess) {
      await this.#bringData(known);
      return;
    }
    try {
      await this.#bringData(guess);
    } catch {
      throw new KilnError('runFiles', this.#missing(known));
    }
    await redescribe(id, guess);
  }

  /** What seems to be files is, by its numbers, a data set known here with the drawings that were kept first. */
  #guess(data: KeptData): KeptData | null {
    if (data.choice !== 'files' || data.drawings) return null;
    const kept = fitting(this.#parts.store.state.collection, data);
    for (const base of [
      { choice: 'synthetic', ...builtInDigits },
      { choice: 'mnist', ...mnistCounts },
    ] as const) {
      const { choice, numTrain, numTest } = base;
      const count = (data.numTrain - numTrain) / REPEATS;
      if (data.numTest !== numTest || !Number.isInteger(count) || count < 1 || count > kept.length) continue;
      const drawings = kept
        .slice(0, count)
        .map(({ label, pixels }) => ({ label, repeats: REPEATS, pixels: toBase64(pixels) }));
      return { ...data, choice, drawings };
    }
    return null;
  }

  /** Loads the images that a run learnt from, with the drawings that were among them, where they are not at hand. */
  async #bringData(data: KeptData): Promise<void> {
    const { store, session } = this.#parts;
    const { drawings = [] } = data;
    const base = withoutDrawings(data);
    if (!isAtHand(data, store.state.data) && !isAtHand(base, store.state.data)) {
      if (data.choice === 'files') throw new KilnError('runFiles', this.#missing(data));
      await session.loadData(data.choice);
    }
    if (!isAtHand(data, store.state.data) && drawings.length > 0 && isAtHand(base, store.state.data)) {
      await session.collector.add(drawings);
    }
    if (!isAtHand(data, store.state.data)) throw new KilnError('runData', this.#missing(data));
    // Others may have been chosen, and did not come.
    store.dispatch({ type: 'dataKept' });
  }

  #missing(data: KeptData): string {
    const { loaded, failure } = this.#parts.store.state.data;
    const found = loaded ? inWords({ ...loaded, ...loaded.info }) : 'no images';
    return `expected ${inWords(data)}; found ${found}${failure ? `: ${failure.message}` : ''}`;
  }
}

const sources = { synthetic: 'built-in digits', mnist: 'MNIST', files: 'own files' } as const;

function inWords({ choice, numTrain, numTest, width, height, classNames, drawings = [] }: KeptData): string {
  const added = drawings.length > 0 ? ` with ${drawings.length} drawings` : '';
  const counts = `${numTrain} and ${numTest} images of ${width} x ${height}, classes ${classNames.join(' ')}`;
  return `${sources[choice]}${added} (${counts})`;
}
