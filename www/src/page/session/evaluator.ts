/**
 * Between the playground and the view of the test set: asks for a report when there is something new to read, brings the
 * pixels of the images that are seen, and has the one under the pointer read. Owns that timing; what arrives is the
 * store's.
 */
import type { Playground } from '../../client/types.js';
import { toKilnError } from '../../kiln-error.js';
import { batchLength, missing, pixelsOf } from '../../state/evaluation/image-cache.js';
import { canReport, isReportWanted, onPage, weightsOf } from '../../state/slices/evaluation.js';
import type { LookDetail } from '../../widgets/image-grid.js';
import { cancellations } from '../failure.js';
import type { Store } from '../store.js';

/** Mistakes shown beside the gallery. */
export const NUM_MISTAKES = 18;
/** A pointer that only passes over images asks for nothing. */
const HOVER_MS = 90;

export class Evaluator {
  readonly #store: Store;
  readonly #find: () => Playground | null;
  /** Asked for and not here yet; begun anew with every data set. */
  #fetching = new Set<number | 'labels'>();
  #fetchingFor: unknown = null;
  #hover: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store, find: () => Playground | null) {
    this.#store = store;
    this.#find = find;
  }

  /** Brings what the view needs and does not have. To be called whenever the state has changed. */
  follow(): void {
    const { view, evaluation, run } = this.#store.state;
    if (view !== 'evaluate') return;
    void import('../../widgets/evaluation-widgets.js');
    if (isReportWanted(evaluation, run)) void this.read();
    if (evaluation.found) this.#fetch();
  }

  /** Reads the test set, whatever is known already. */
  async read(): Promise<void> {
    const { evaluation, run } = this.#store.state;
    const playground = this.#find();
    if (!playground || evaluation.isEvaluating || !canReport(run)) return;
    this.#store.dispatch({ type: 'reportAsked', weights: weightsOf(run) });
    try {
      // It arrives among the events of the run, too, and with its step: that is where it is taken from.
      await playground.report();
    } catch (thrown) {
      const { code, message } = toKilnError(thrown);
      this.#store.dispatch({ type: 'reportFailed', failure: cancellations.has(code) ? null : { code, message } });
    }
  }

  /** An image is under the pointer or in focus; null: none is any more. */
  look(detail: LookDetail): void {
    clearTimeout(this.#hover);
    if (!detail) {
      if (this.#store.state.evaluation.looked) this.#store.dispatch({ type: 'imageLooked', looked: null });
      return;
    }
    this.#hover = setTimeout(() => {
      this.#store.dispatch({ type: 'imageLooked', looked: detail });
      void this.#predict(detail.index);
    }, HOVER_MS);
  }

  async #predict(index: number): Promise<void> {
    const { evaluation, data } = this.#store.state;
    const pixels = pixelsOf(evaluation.cache, index);
    if (!pixels || !data.loaded) return;
    const { width, height } = data.loaded.info;
    try {
      const prediction = await this.#find()?.predict(pixels, width, height);
      if (prediction) this.#store.dispatch({ type: 'imageRead', index, prediction });
    } catch {
      // What the report says of the image stands there already; a network that is gone has nothing to add.
    }
  }

  #fetch(): void {
    const { evaluation, data } = this.#store.state;
    const info = data.loaded?.info;
    if (!info) return;
    if (this.#fetchingFor !== info) {
      this.#fetching = new Set();
      this.#fetchingFor = info;
    }
    if (!evaluation.labels) {
      void this.#once('labels', async (playground) => {
        const labels = await playground.labels('test', 0, info.numTest);
        return () => this.#store.dispatch({ type: 'labelsArrived', labels });
      });
    }
    const mistakes = evaluation.found?.report.mistakes.slice(0, NUM_MISTAKES).map(({ index }) => index) ?? [];
    const length = batchLength(evaluation.cache);
    for (const batch of missing(evaluation.cache, [...mistakes, ...onPage(evaluation)])) {
      void this.#once(batch, async (playground) => {
        const { images } = await playground.images('test', batch * length, length);
        return () => this.#store.dispatch({ type: 'testImagesArrived', batch, pixels: images });
      });
    }
  }

  /** Never twice at a time, and not for a data set that is no longer at hand. */
  async #once(what: number | 'labels', get: (playground: Playground) => Promise<() => void>): Promise<void> {
    const playground = this.#find();
    const fetching = this.#fetching;
    if (!playground || fetching.has(what)) return;
    fetching.add(what);
    try {
      const put = await get(playground);
      fetching.delete(what);
      if (this.#fetching === fetching && this.#store.state.data.loaded?.info === this.#fetchingFor) put();
    } catch (thrown) {
      // It stays marked: what failed is not asked for again with every frame.
      const { code, message } = toKilnError(thrown);
      if (!cancellations.has(code)) this.#store.dispatch({ type: 'failed', failure: { code, message } });
    }
  }
}
