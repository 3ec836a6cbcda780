/**
 * Has what is drawn read, as often as the drawing or the network changes. A drawing never waits for training: where there
 * is no network, an untrained one guesses. Owns whether the network at hand is such a one; what it says is the store's.
 */
import { Predictor } from '../../client/predictor.js';
import type { Playground, PlaygroundEvent } from '../../client/types.js';
import { toKilnError } from '../../kiln-error.js';
import { configOf } from '../../state/state.js';
import type { DrawDetail } from '../../widgets/draw-pad/draw-pad.js';
import { failureOf } from '../failure.js';
import type { Store } from '../store.js';

export interface ClassifierParts {
  readonly store: Store;
  readonly playground: () => Playground;
}

export class Classifier {
  readonly #parts: ClassifierParts;
  readonly #predictor: Predictor;
  /** The network was built for a drawing only, after the run that is shown or before any. */
  #isUntrained = false;
  /** Drawn before there was anything to read it. */
  #unread: DrawDetail | null = null;

  constructor(parts: ClassifierParts) {
    const { store } = parts;
    this.#parts = parts;
    this.#predictor = new Predictor({
      predict: (...drawing) => this.#predict(...drawing, { novelty: true }),
      onPrediction: (prediction) => {
        const step = this.#isUntrained ? 0 : store.state.run.step;
        store.dispatch({ type: 'predicted', prediction, step });
      },
      onFailure: (thrown) => store.dispatch({ type: 'predictionFailed', failure: failureOf(thrown) }),
    });
  }

  draw(drawing: DrawDetail): void {
    const { store } = this.#parts;
    store.dispatch({ type: 'drawn', isEmpty: drawing.pixels === null });
    if (store.state.data.loaded) this.#predictor.draw(drawing);
    else this.#unread = drawing;
  }

  /** Reads what was drawn while there were no data. */
  dataLoaded(): void {
    if (this.#unread) this.#predictor.draw(this.#unread);
    this.#unread = null;
  }

  /** The network at hand was replaced by one that has learnt nothing. */
  prepared(): void {
    this.#isUntrained = true;
    this.#predictor.networkChanged();
  }

  hear({ type }: PlaygroundEvent): void {
    if (type === 'began') this.#isUntrained = false;
    if (type === 'began' || type === 'progress') this.#predictor.networkChanged();
  }

  async #predict(...drawing: Parameters<Playground['predict']>): ReturnType<Playground['predict']> {
    const { store } = this.#parts;
    const playground = this.#parts.playground();
    try {
      return await playground.predict(...drawing);
    } catch (thrown) {
      const config = configOf(store.state.setup);
      if (toKilnError(thrown).code !== 'noRun' || !config) throw thrown;
      await playground.prepare(config);
      this.#isUntrained = true;
      return await playground.predict(...drawing);
    }
  }
}
