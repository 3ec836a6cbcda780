/**
 * Draws in a frame, in turn with others, at most ten times a second, however often it is asked: the processor is needed elsewhere. What is
 * drawn is its owner's.
 */
import { inTurn, outOfTurn } from './frame-turns.js';

const REDRAW_MS = 100;

export class Redraw {
  /** Whether there was anything to draw. */
  readonly #draw: () => boolean;
  readonly #turn = () => {
    this.#isWaiting = false;
    const now = performance.now();
    if (this.#draw()) this.#drawnAt = now;
  };
  #isWaiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(draw: () => boolean) {
    this.#draw = draw;
  }

  /** One frame at a time, and none before its time. */
  ask(): void {
    if (this.#isWaiting || this.#timer !== undefined) return;
    const wait = this.#drawnAt + REDRAW_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.ask();
      }, wait);
      return;
    }
    this.#isWaiting = true;
    inTurn(this.#turn);
  }

  /** Nothing was asked and nothing drawn: the next is drawn at once. */
  forget(): void {
    outOfTurn(this.#turn);
    clearTimeout(this.#timer);
    this.#isWaiting = false;
    this.#timer = undefined;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }
}
