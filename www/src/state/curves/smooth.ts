/**
 * Smoothing of curves: the exponential moving average, corrected for its beginning, as strong as the visitor likes. The only
 * one there is, for the curves of a run, of runs beside each other and of a report.
 */
import type { Series } from '../run/series.js';

/** How many steps a mean looks back on, from as it is to very calm. */
export const smoothings: readonly number[] = [1, 2, 4, 7, 15, 30, 60, 120, 250, 500];
/** One of them, where nobody has chosen. */
export const usualSmoothing = 7;

/** A mean so many times above what followed it has nothing to say of that. */
const FAR = 10;

/** A moving average: its mean is `sum / weight`, NaN as long as there was no value. */
export interface Average {
  /** Of the values, weighted. */
  readonly sum: number;
  readonly weight: number;
  /** Values in a row that the mean was far above. */
  readonly below: number;
}

export const noAverage: Average = { sum: 0, weight: 0, below: 0 };

/**
 * With one more value: the mean of about the last `steps`, each counting `1 - 1 / steps` of the one after it. What is not
 * finite is passed over. After as many values as it looks back on, each of them far below the mean, what was before them is
 * forgotten: a single one of 100 million would else be seen for a hundred steps.
 */
export function withValue(average: Average, value: number, steps: number): Average {
  if (!Number.isFinite(value)) return average;
  const { sum, weight } = average;
  const below = sum > FAR * Math.abs(value) * weight ? average.below + 1 : 0;
  if (below >= steps) return { sum: value, weight: 1, below: 0 };
  const kept = 1 - 1 / steps;
  return { sum: sum * kept + value, weight: weight * kept + 1, below };
}

/** Smooths one curve that grows. Remembers where it was, so that a long run costs no more than its newest steps. */
export class Smoother {
  #steps = 1;
  #average = noAverage;
  #raw: Float64Array = new Float64Array(0);
  #mean = new Float64Array(0);
  #length = 0;

  /** The moving average at each place. */
  smooth(raw: Series, steps: number): ArrayLike<number> {
    const { values } = raw;
    if (steps <= 1) return values;
    if (steps !== this.#steps || !this.#goesOn(values)) this.#reset(steps);
    this.#reserve(values.length);
    for (let i = this.#length; i < values.length; i++) {
      this.#average = withValue(this.#average, values[i] ?? Number.NaN, steps);
      this.#mean[i] = this.#average.sum / this.#average.weight;
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
    this.#average = noAverage;
    this.#length = 0;
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
