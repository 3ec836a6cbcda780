/**
 * Draws in a frame, at most ten times a second, however often it is asked: the processor is needed elsewhere. What is
 * drawn is its owner's.
 */
const REDRAW_MS = 100;

export class Redraw {
  /** Whether there was anything to draw. */
  readonly #draw: () => boolean;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(draw: () => boolean) {
    this.#draw = draw;
  }

  /** One frame at a time, and none before its time. */
  ask(): void {
    if (this.#frame !== 0 || this.#timer !== undefined) return;
    const wait = this.#drawnAt + REDRAW_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.ask();
      }, wait);
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const now = performance.now();
      if (this.#draw()) this.#drawnAt = now;
    });
  }

  /** Nothing was asked and nothing drawn: the next is drawn at once. */
  forget(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }
}
