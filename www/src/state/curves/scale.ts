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
  /** Whether a few values far above all others may lie outside, see `bound`. */
  readonly isRobust?: boolean;
  /** Null while everything is shown, which begins at 0. */
  readonly zoom: StepRange | null;
}

/** Of the vertical axis; noise may be cut, and on a robust axis what is far above all else. */
export function fit(lines: readonly Line[], { yTop, idleTop, isLogarithmic, isRobust = false, zoom }: Fit): Extent {
  const [low, highest] = extent(lines, zoom, isLogarithmic);
  if (low > highest) return isLogarithmic ? idleDecades : [0, yTop ?? idleTop];
  if (isLogarithmic) {
    return highest > low ? [roundDown(low), roundUp(highest)] : [roundDown(low / 2), roundUp(highest * 2)];
  }
  const high = isRobust && yTop === null ? bound(lines, zoom, highest) : highest;
  if (!zoom) return [0, yTop ?? (high > 0 ? roundUp(high * HEADROOM) : idleTop)];
  const margin = high > low ? (high - low) * 0.08 : Math.abs(high) * 0.1 || 1;
  return [Math.max(0, low - margin), Math.min(high + margin, yTop ?? Number.POSITIVE_INFINITY)];
}

/** Three quarters of the values lie below it. */
const QUANTILE = 0.75;
/** What is more than so many times above that quantile, and above guessing, lies outside; without a known level more. */
const FAR = { level: 4, none: 20 } as const;
/** The axis then ends at so much of what would have been the end of all that may be shown. */
const SHARE = 0.375;
/** Of a long curve, so many values tell where most of them lie. */
const NUM_SAMPLED = 1_000;

/**
 * The highest value to make room for: `highest`, unless that is so far above most values of each step, and above the level
 * of guessing, that nothing could be read of them. From the values as they were measured where they are known: a running
 * mean remembers a single step of 100 million for a hundred steps.
 */
function bound(lines: readonly Line[], zoom: StepRange | null, highest: number): number {
  const level = lines.find(({ form }) => form === 'level')?.y[0] ?? 0;
  const own = lines.filter(({ form, isGhost = false }) => form !== 'level' && !isGhost);
  const measured = own.filter(({ form }) => form === 'faint');
  const values = (measured.length > 0 ? measured : own).flatMap((line) => sampled(line, zoom)).sort((a, b) => a - b);
  const quantile = values[Math.floor((values.length - 1) * QUANTILE)];
  if (quantile === undefined) return highest;
  const far = Math.max(level, quantile) * (level > 0 ? FAR.level : FAR.none);
  return far > 0 && highest > far ? far * SHARE : highest;
}

function sampled({ x, y }: Line, zoom: StepRange | null): number[] {
  const [start, end] = placesOf(x, zoom);
  const stride = Math.max(1, Math.ceil((end - start) / NUM_SAMPLED));
  const values: number[] = [];
  for (let i = start; i < end; i += stride) {
    const value = y[i];
    if (value !== undefined && !Number.isNaN(value)) values.push(value);
  }
  return values;
}

export interface Peak {
  readonly x: number;
  readonly y: number;
}

/** The highest value beyond the axis; null where all that is to be read lies within it, whatever noise does. */
export function peakAbove(lines: readonly Line[], top: number, zoom: StepRange | null): Peak | null {
  let peak: Peak | null = null;
  let isCut = false;
  for (const { form, isGhost = false, x, y } of lines) {
    if (form === 'level' || isGhost) continue;
    const [start, end] = placesOf(x, zoom);
    for (let i = start; i < end; i++) {
      const value = y[i] ?? Number.NaN;
      if (!(value > top)) continue;
      isCut ||= form !== 'faint';
      if (value > (peak?.y ?? top)) peak = { x: x[i] ?? 0, y: value };
    }
  }
  return isCut ? peak : null;
}

function placesOf(x: ArrayLike<number>, zoom: StepRange | null): readonly [start: number, end: number] {
  return zoom ? [firstAbove(x, zoom.from, false), firstAbove(x, zoom.to, true)] : [0, x.length];
}

/** Lowest and highest value of what is to be read; the lowest above the highest where there is none. */
function extent(lines: readonly Line[], zoom: StepRange | null, isLogarithmic: boolean): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { form, x, y } of lines) {
    // A part is looked at for its own sake, and not for how far it is from guessing.
    if (form === 'faint' || (form === 'level' && zoom)) continue;
    const [start, end] = placesOf(x, zoom);
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

/** Marks on an axis, about. */
const NUM_MARKS = 5;

/** Round numbers from `low` to `high`. */
export function marks(low: number, high: number): number[] {
  const rough = (high - low) / NUM_MARKS;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * decade >= rough * 0.999) ?? 10) * decade;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first;
  return Array.from({ length: Math.max(0, count) + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
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
