/**
 * Makes a kept run the one at hand: its images, its weights, its curves. Owns the order of that and what stands in the
 * way; rejects with a KilnError, and tells nobody itself.
 */
import { KilnError } from '../kiln-error.js';
import { stepOf } from '../runs/checkpoint-about.js';
import { curvesFrom } from '../runs/curves-record.js';
import type { Shelf } from '../runs/shelf.js';
import type { KeptData, KeptRun } from '../view/kept-run.js';
import { isActive, noRun } from '../view/run.js';
import type { DataState } from '../view/state.js';
import type { Recorder } from './recorder.js';
import type { Session } from './session.js';
import type { Store } from './store.js';

export interface OpenerParts {
  readonly store: Store;
  readonly session: Session;
  readonly shelf: Shelf;
  readonly recorder: Recorder;
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
    const { store, session, shelf, recorder } = this.#parts;
    await this.rest();
    await this.bringData(run.data);
    const [record, checkpoint] = await Promise.all([shelf.curves(run.id), shelf.checkpoint(run.id)]);
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

  async bringData(data: KeptData): Promise<void> {
    const { store, session } = this.#parts;
    if (isAtHand(data, store.state.data)) return;
    if (data.choice === 'files') {
      throw new KilnError('runFiles', `expected ${inWords(data)}; found ${found(store.state.data)}`);
    }
    await session.loadData(data.choice);
    if (isAtHand(data, store.state.data)) return;
    const { failure } = store.state.data;
    const reason = failure ? `: ${failure.message}` : '';
    throw new KilnError('runData', `expected ${inWords(data)}; found ${found(store.state.data)}${reason}`);
  }
}

function isAtHand(data: KeptData, { loaded, loading }: DataState): boolean {
  if (!loaded || loading || loaded.choice !== data.choice) return false;
  const { numTrain, numTest, height, width, classNames } = loaded.info;
  const isSameSize = numTrain === data.numTrain && numTest === data.numTest;
  const isSameShape = height === data.height && width === data.width;
  return isSameSize && isSameShape && JSON.stringify(classNames) === JSON.stringify(data.classNames);
}

function found({ loaded }: DataState): string {
  return loaded ? inWords({ choice: loaded.choice, ...loaded.info }) : 'no images';
}

const sources = { synthetic: 'built-in digits', mnist: 'MNIST', files: 'own files' } as const;

function inWords({ choice, numTrain, numTest, width, height, classNames }: KeptData): string {
  return `${sources[choice]} (${numTrain} and ${numTest} images of ${width} x ${height}, classes ${classNames.join(' ')})`;
}
