/**
 * What the axes of a chart show: which part of the curves, from which value to which, and where a logarithmic axis has
 * its marks. Arithmetic only; draws nothing.
 */
import type { Line } from './curves.js';

/** Steps, both of them shown. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** Each chart of a group tells of the same drag. */
export function isSameRange(one: StepRange | null, other: StepRange | null): boolean {
  if (one === null || other === null) return one === other;
  return Math.abs(one.from - other.from) < 1e-6 && Math.abs(one.to - other.to) < 1e-6;
}

export type Extent = readonly [low: number, high: number];

/** A constant is not drawn along the edge. */
const HEADROOM = 1.04;
/** What a logarithmic axis shows while there is nothing to fit. */
const idleDecades: Extent = [0.01, 10];

/** The part of a line within a range, and a point beyond either end, so that it runs on to the edge. */
export function within(line: Line, { from, to }: StepRange): Line {
  const start = Math.max(0, firstAbove(line.x, from, false) - 1);
  const end = Math.min(line.x.length, firstAbove(line.x, to, true) + 1);
  return { ...line, x: slice(line.x, start, end), y: slice(line.y, start, end) };
}

export interface Fit {
  /** Null to fit what is shown. */
  readonly yTop: number | null;
  readonly idleTop: number;
  readonly isLogarithmic: boolean;
  /** Null while everything is shown, which begins at 0. */
  readonly zoom: StepRange | null;
}

/** Of the vertical axis; noise may be cut. */
export function fit(lines: readonly Line[], { yTop, idleTop, isLogarithmic, zoom }: Fit): Extent {
  const [low, high] = extent(lines, zoom, isLogarithmic);
  if (low > high) return isLogarithmic ? idleDecades : [0, yTop ?? idleTop];
  if (isLogarithmic) return high > low ? [roundDown(low), roundUp(high)] : [roundDown(low / 2), roundUp(high * 2)];
  if (!zoom) return [0, yTop ?? (high > 0 ? roundUp(high * HEADROOM) : idleTop)];
  const margin = high > low ? (high - low) * 0.08 : Math.abs(high) * 0.1 || 1;
  return [Math.max(0, low - margin), Math.min(high + margin, yTop ?? Number.POSITIVE_INFINITY)];
}

/** Lowest and highest value of what is to be read; the lowest above the highest where there is none. */
function extent(lines: readonly Line[], zoom: StepRange | null, isLogarithmic: boolean): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { form, x, y } of lines) {
    if (form === 'faint') continue;
    const start = zoom ? firstAbove(x, zoom.from, false) : 0;
    const end = zoom ? firstAbove(x, zoom.to, true) : y.length;
    for (let i = start; i < end; i++) {
      const value = y[i] ?? Number.NaN;
      // A logarithmic axis has no place for zero and below.
      if (!Number.isFinite(value) || (isLogarithmic && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** Marks of a logarithmic axis: the powers of ten, and 2 and 5 between them where there are few. */
export function decadeMarks(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  const factors = decades > 3 ? [1] : [1, 2, 5];
  const marks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); 10 ** exponent <= high; exponent++) {
    for (const factor of factors) {
      const mark = Number(`${factor}e${exponent}`);
      if (mark >= low * (1 - 1e-9) && mark <= high * (1 + 1e-9)) marks.push(mark);
    }
  }
  return marks;
}

const roundings = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

export function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const factor = roundings.find((one) => one * decade >= value) ?? 10;
  return factor * decade;
}

function roundDown(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const factor = [5, 2, 1].find((one) => one * decade <= value) ?? 1;
  return factor * decade;
}

/** The first index whose `x` is above `bound`, or at it unless `isStrict`; the length where there is none. */
function firstAbove(x: ArrayLike<number>, bound: number, isStrict: boolean): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = x[middle] ?? Number.POSITIVE_INFINITY;
    if (isStrict ? value > bound : value >= bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

function slice(values: ArrayLike<number>, start: number, end: number): ArrayLike<number> {
  return values instanceof Float64Array ? values.subarray(start, end) : Array.from(values).slice(start, end);
}
