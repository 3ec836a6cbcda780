/**
 * Keeps the prediction for a drawing up to date: at once when the drawing changes, four times a second while the network
 * learns, and never two requests at a time. Owns the timing only.
 */
import type { Prediction } from '../protocol.js';

/** An image to classify. */
export interface Drawing {
  /** Raw grayscale, `[height, width]`, row-major, 0 = background, 255 = ink; null where nothing is drawn. */
  pixels: Uint8Array | null;
  width: number;
  height: number;
}

/** What asks the network, and who hears its answers. */
export interface PredictorParts {
  /** Of the playground; never called again before it has settled. */
  predict: (pixels: Uint8Array, width: number, height: number) => Promise<Prediction>;
  onPrediction: (prediction: Prediction) => void;
  /** Hears whatever `predict` rejects with; the next change of drawing or network asks again. */
  onFailure: (thrown: unknown) => void;
}

/** Between two predictions of the same drawing. */
const refreshMs = 250;

/** Asks for a prediction of the drawing at hand whenever that, or the network, has changed. */
export class Predictor {
  readonly #parts: PredictorParts;
  #drawing: Drawing | null = null;
  #isAsking = false;
  /** The drawing or the network has changed since the last request. */
  #isStale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: PredictorParts) {
    this.#parts = parts;
  }

  /** Asks for a prediction of a new drawing at once, or when the request at hand is answered; of none, nothing is asked. */
  draw(drawing: Drawing): void {
    this.#drawing = drawing;
    this.#isStale = true;
    this.#ask();
  }

  /** Says that the network has learnt: the same drawing is predicted again within 250 ms. */
  networkChanged(): void {
    if (!this.#drawing?.pixels || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isStale = true;
      this.#ask();
    }, refreshMs);
  }

  #ask(): void {
    const drawing = this.#drawing;
    if (this.#isAsking || !this.#isStale || !drawing?.pixels) return;
    this.#isAsking = true;
    this.#isStale = false;
    const { pixels, width, height } = drawing;
    this.#parts
      .predict(pixels, width, height)
      .then(this.#parts.onPrediction, this.#parts.onFailure)
      .finally(() => {
        this.#isAsking = false;
        this.#ask();
      });
  }
}
