/**
 * Numbers as people type them, and the ranges they must lie in. Owns parsing; what a range is called in words is the
 * page's, by `rangeName`.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
  /** The smallest, or the largest, is itself not allowed. */
  readonly isAbove?: boolean;
  readonly isBelow?: boolean;
}

/**
 * A number as people write it, all of it or nothing: 0.001 and 1e-3, groups of three as the page prints them (1,000 or
 * 1 000), full-width characters as a Chinese keyboard gives them, a decimal comma where it cannot be a group, and, where a
 * share is asked for, a percentage. Null for what is no number, could be read in two ways, or is out of range.
 */
export function parse(text: string, range: Range): number | null {
  const written = halfWidth(text).trim();
  const value = numberIn(written, range);
  // Below what can be told from 0 it would be taken for 0.
  const isLost = value === 0 && /^[^e]*[1-9]/i.test(written);
  if (value === null || isLost || !Number.isFinite(value)) return null;
  const isLow = range.isAbove ? value <= range.min : value < range.min;
  const isHigh = range.isBelow ? value >= range.max : value > range.max;
  // There is nothing below zero by nothing.
  return isLow || isHigh || (range.isWhole && !Number.isInteger(value)) ? null : value + 0;
}

function numberIn(text: string, { max, isWhole }: Range): number | null {
  const percentage = /^(.*\S)\s*%$/.exec(text)?.[1];
  if (percentage !== undefined) {
    if (isWhole || max > 1) return null;
    const plain = withPoint(percentage);
    // Two digits further, as it is written: dividing by 100 would round once more.
    return plain === null || /e/i.test(plain) ? null : Number(`${plain}e-2`);
  }
  const plain = withPoint(text);
  // 1.000 is a thousand to some and one to others; a whole number needs no point.
  return plain === null || (isWhole && /^[^e]*\./i.test(plain) && !/e/i.test(plain)) ? null : Number(plain);
}

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Groups of three behind one to three digits, of which the first is not 0: by commas, or by spaces. */
const grouped = /^[+-]?[1-9]\d{0,2}(?:(,\d{3})+|( \d{3})+)(\.\d+)?$/;
/** One or two decimals, or any number of them behind a 0: these can be no group. */
const decimalComma = /^[+-]?(?:\d+,\d{1,2}|0?,\d+)(e[+-]?\d+)?$/i;

/** The same number as JavaScript writes it; null for what is none. */
function withPoint(text: string): string | null {
  if (plainNumber.test(text)) return text;
  if (grouped.test(text)) return text.replaceAll(/[, ]/g, '');
  return decimalComma.test(text) ? text.replace(',', '.') : null;
}

/**
 * With the characters of ASCII for those of full width, for the minus sign and for spaces that do not break, and without
 * the marks of direction and of joining, not to be seen, that come with what is copied from tables.
 */
function halfWidth(text: string): string {
  return text
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replaceAll(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3002', '.')
    .replaceAll('\u2212', '-')
    .replaceAll(/[\u00a0\u2009\u202f\u3000]/g, ' ');
}

export type RangeName =
  | 'whole'
  | 'wholeFrom'
  | 'wholeUpTo'
  | 'positive'
  | 'notNegative'
  | 'inside'
  | 'above'
  | 'below'
  | 'between';

/** The kind of sentence that says what a range allows. */
export function rangeName({ min, max, isWhole, isAbove, isBelow }: Range): RangeName {
  if (isWhole && min === Number.NEGATIVE_INFINITY) return 'wholeUpTo';
  if (isWhole) return max === Number.POSITIVE_INFINITY ? 'wholeFrom' : 'whole';
  if (max === Number.POSITIVE_INFINITY) return isAbove ? 'positive' : 'notNegative';
  if (isAbove) return isBelow ? 'inside' : 'above';
  return isBelow ? 'below' : 'between';
}
