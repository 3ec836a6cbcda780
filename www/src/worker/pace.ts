/**
 * How much work to ask for at once, so that a chunk takes about 40 ms: long enough to waste nothing on the way in and
 * out, short enough that a pause or a drawing is answered at once.
 */
const targetMs = 40;

/** One chunk of the smallest network on the fastest device stays far below it. */
const maxUnits = 512;

export class Pace {
  #units = 1;

  /** Updates, or batches of an evaluation, to ask for next. */
  get units(): number {
    return this.#units;
  }

  /** Growth is doubled at most, because the first chunks warm up; a chunk that took too long counts at once. */
  took(ms: number): void {
    const wanted = ms > 0 ? Math.floor((this.#units * targetMs) / ms) : maxUnits;
    this.#units = Math.max(1, Math.min(wanted, this.#units * 2, maxUnits));
  }

  reset(): void {
    this.#units = 1;
  }
}
