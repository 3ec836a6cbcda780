/**
 * Numbers as people type them, and the ranges they must lie in. Owns parsing; what a range is called in words is the
 * page's, by `rangeName`.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: true;
  /** The smallest, or the largest, is itself not allowed. */
  readonly isAbove?: true;
  readonly isBelow?: true;
}

/** Both 0.001 and 1e-3, and a decimal comma; null for what is no number or out of range. */
export function parse(text: string, range: Range): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  const isLow = range.isAbove ? value <= range.min : value < range.min;
  const isHigh = range.isBelow ? value >= range.max : value > range.max;
  return isLow || isHigh || !Number.isFinite(value) || (range.isWhole && !Number.isInteger(value)) ? null : value;
}

export const whole = (min: number, max: number): Range => ({ min, max, isWhole: true });
export const between = (min: number, max: number): Range => ({ min, max });
/** At least 0 and below 1: what something keeps of itself. */
export const share: Range = { min: 0, max: 1, isBelow: true };
export const above = (min: number, max = Number.POSITIVE_INFINITY): Range => ({ min, max, isAbove: true });

export type RangeName = 'whole' | 'positive' | 'notNegative' | 'inside' | 'above' | 'below' | 'between';

/** The kind of sentence that says what a range allows. */
export function rangeName({ max, isWhole, isAbove, isBelow }: Range): RangeName {
  if (isWhole) return 'whole';
  if (max === Number.POSITIVE_INFINITY) return isAbove ? 'positive' : 'notNegative';
  if (isAbove) return isBelow ? 'inside' : 'above';
  return isBelow ? 'below' : 'between';
}
