/**
 * Loads data sets into the playground, one at a time: tells what has come so far, can be stopped, and shows the first
 * images of what is there. Owns no state but which loading is the last.
 */
import type { Playground } from '../../client/types.js';
import { builtInDigits } from '../../dataset/built-in-digits.js';
import type { AddedDrawing } from '../../state/slices/data.js';
import type { DataChoice, DataSource, DataState } from '../../state/state.js';
import { cancellations, failureOf } from '../failure.js';
import type { Store } from '../store.js';
import type { Setup } from './setup.js';

export interface LoaderParts {
  readonly store: Store;
  readonly playground: () => Playground;
  readonly setup: Setup;
  /** Waited for before the data at hand, and a run on them, are replaced; undefined where there is nothing to keep. */
  readonly keep: () => Promise<void> | undefined;
  /** There is something to draw for now. */
  readonly onLoaded: () => void;
}

const numSamples = 20;

type Load = (
  options: Required<NonNullable<Parameters<Playground['loadMnist']>[0]>>,
) => ReturnType<Playground['loadMnist']>;

export class Loader {
  readonly #parts: LoaderParts;
  #cancel: AbortController | null = null;

  constructor(parts: LoaderParts) {
    this.#parts = parts;
  }

  async load(choice: Exclude<DataChoice, 'files'>): Promise<void> {
    const { playground } = this.#parts;
    const { numTrain, numTest, seed } = builtInDigits;
    if (choice === 'synthetic') {
      await this.#load(choice, () => playground().loadSynthetic(numTrain, numTest, seed));
    } else {
      await this.#load(choice, (options) => playground().loadMnist(options));
    }
  }

  async loadFiles(files: readonly File[]): Promise<void> {
    await this.#load('files', (options) => this.#parts.playground().loadFiles(files, options));
  }

  /** `files` are the images at hand, `base`, with `drawings` added to them. */
  async loadWithDrawings(
    base: NonNullable<DataState['loaded']>,
    drawings: readonly AddedDrawing[],
    files: readonly File[],
  ): Promise<void> {
    const load: Load = (options) => this.#parts.playground().loadFiles(files, options);
    await this.#load(base.choice, load, { source: base.source, drawings });
  }

  cancel(): void {
    this.#cancel?.abort();
  }

  async #load(
    choice: DataChoice,
    load: Load,
    joined: { readonly source: DataSource; readonly drawings: readonly AddedDrawing[] } | null = null,
  ): Promise<void> {
    const { store, setup, keep, onLoaded } = this.#parts;
    this.#cancel?.abort();
    const cancel = new AbortController();
    this.#cancel = cancel;
    store.dispatch({ type: 'dataLoading', choice, bytes: null });
    try {
      const keeping = keep();
      if (keeping) await keeping;
      const { info, files } = await load({
        signal: cancel.signal,
        onProgress: ({ source, received, total }) => {
          if (this.#cancel !== cancel || source === 'cache' || source === 'file') return;
          const bytes = total === null ? null : { done: received, total };
          store.dispatch({ type: 'dataLoading', choice, bytes });
        },
      });
      if (this.#cancel !== cancel) return;
      const source = joined?.source ?? (choice === 'synthetic' ? 'synthetic' : (files[0]?.source ?? 'file'));
      store.dispatch({ type: 'dataLoaded', choice, source, info, drawings: joined?.drawings ?? [] });
      onLoaded();
      await Promise.all([this.#showSamples(), setup.summarize()]);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (this.#cancel !== cancel) return;
      if (cancellations.has(failure.code)) store.dispatch({ type: 'dataCancelled' });
      else store.dispatch({ type: 'dataFailed', choice, failure });
    }
  }

  async #showSamples(): Promise<void> {
    const samples = await this.#parts.playground().images('train', 0, numSamples);
    this.#parts.store.dispatch({ type: 'samplesArrived', samples });
  }
}
