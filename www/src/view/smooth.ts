/**
 * Running means of a curve that grows, as strong as the visitor likes. Remembers where it was, so that a long run costs
 * no more than its newest steps; what it remembers follows from what it was given.
 */
import type { Series } from './series.js';

/** How many steps a mean looks back on, from as it is to very calm. */
export const smoothings: readonly number[] = [1, 2, 4, 7, 15, 30, 60, 120, 250, 500];

/** A mean so many times above what followed it has nothing to say of that. */
const FAR = 10;

export class Smoother {
  #steps = 1;
  #raw: Float64Array = new Float64Array(0);
  #mean = new Float64Array(0);
  #length = 0;
  #sum = 0;
  #weight = 0;
  /** Values in a row that the mean was far above. */
  #below = 0;

  /**
   * The mean of about the last `steps` values at each place: each counts `1 - 1 / steps` of the one after it. What is no
   * number is passed over. After as many values as it looks back on, each of them far below the mean, what was before them
   * is forgotten: a single one of 100 million would else be seen for a hundred steps.
   */
  smooth(raw: Series, steps: number): ArrayLike<number> {
    const { values } = raw;
    if (steps <= 1) return values;
    if (steps !== this.#steps || !this.#goesOn(values)) this.#reset(steps);
    this.#reserve(values.length);
    const kept = 1 - 1 / steps;
    for (let i = this.#length; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (Number.isFinite(value)) {
        this.#below = this.#sum > FAR * Math.abs(value) * this.#weight ? this.#below + 1 : 0;
        if (this.#below >= steps) {
          this.#sum = 0;
          this.#weight = 0;
          this.#below = 0;
        }
        this.#sum = this.#sum * kept + value;
        this.#weight = this.#weight * kept + 1;
      }
      this.#mean[i] = this.#weight > 0 ? this.#sum / this.#weight : Number.NaN;
    }
    this.#raw = values;
    this.#length = values.length;
    return this.#mean.subarray(0, this.#length);
  }

  /** Whether these begin with the values seen before: the first and the last of them tell runs apart. */
  #goesOn(values: Float64Array): boolean {
    const last = this.#length - 1;
    if (last < 0) return true;
    return values.length > last && Object.is(values[0], this.#raw[0]) && Object.is(values[last], this.#raw[last]);
  }

  #reset(steps: number): void {
    this.#steps = steps;
    this.#length = 0;
    this.#sum = 0;
    this.#weight = 0;
    this.#below = 0;
    // Not written over: a chart may hold what was given out.
    this.#mean = new Float64Array(0);
  }

  #reserve(length: number): void {
    if (this.#mean.length >= length) return;
    const grown = new Float64Array(Math.max(256, length, this.#mean.length * 2));
    grown.set(this.#mean.subarray(0, this.#length));
    this.#mean = grown;
  }
}
