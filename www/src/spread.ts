/**
 * What several values say together: mean, spread and median; and the seeds of runs that differ in nothing else. The command
 * line reckons mean and spread alike (`kiln train --seeds`).
 */

/** Mean and spread of some values. */
export interface Spread {
  /** How many values there are, at least 1. */
  readonly count: number;
  readonly mean: number;
  /** Standard deviation of the sample, with n - 1; 0 for a single value. */
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

/** Null where there are no values. */
export function spreadOf(values: readonly number[]): Spread | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  return { count, mean, deviation, low: Math.min(...values), high: Math.max(...values) };
}

/** The middle one; of an even number of values the mean of the two in the middle; null of none. */
export function median(values: ArrayLike<number>): number | null {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Seeds are whole numbers below this. */
const END = 2 ** 32;

/** `count` seeds: those at hand, and then the ones that follow upon the first of them. */
export function seedsFrom(atHand: readonly number[], count: number): readonly number[] {
  const seeds = [...new Set(atHand)].slice(0, count);
  const first = seeds[0] ?? 0;
  for (let next = first + 1; seeds.length < count; next += 1) {
    const seed = next % END;
    if (!seeds.includes(seed)) seeds.push(seed);
  }
  return seeds;
}
