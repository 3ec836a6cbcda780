/**
 * Shows the parts of a view one after the other, a frame each, from the top down: laid out all at once, they would hold
 * the page up. Hides at once. Knows no panels and draws nothing.
 */
export type Part = Pick<HTMLElement, 'hidden'>;

export class Reveal {
  readonly #nextFrame: (task: () => void) => void;
  readonly #waiting = new Set<Part>();
  #isComing = false;

  constructor(nextFrame: (task: () => void) => void = (task) => requestAnimationFrame(task)) {
    this.#nextFrame = nextFrame;
  }

  hide(part: Part): void {
    this.#waiting.delete(part);
    part.hidden = true;
  }

  /** The first at once, those that are asked for meanwhile after it. */
  show(part: Part): void {
    if (part.hidden === false || this.#waiting.has(part)) return;
    if (this.#isComing) {
      this.#waiting.add(part);
      return;
    }
    part.hidden = false;
    this.#isComing = true;
    this.#nextFrame(() => this.#go());
  }

  #go(): void {
    this.#isComing = false;
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next);
    this.show(next);
  }
}
