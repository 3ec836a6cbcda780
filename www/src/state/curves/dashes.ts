/** Patterns by which lines of one colour are told apart: lengths of stroke and gap in pixels, the first of most lines. */
import type { LineForm } from './curves.js';

const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const LEVEL = [1, 4];

export const NUM_DASHES = dashes.length;

/** Of a line that is one; rare values are joined by a pattern of their own. */
export function patternOf(form: LineForm, dash = 0): readonly number[] {
  return form === 'level' ? LEVEL : (dashes[dash % dashes.length] ?? []);
}
