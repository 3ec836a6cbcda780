/** How lines are told apart: by the names of their colours, which are in styles/tokens.css, and by their patterns. */
import type { LineForm } from './curves.js';

/** Of runs beside each other. */
export const runColors = ['run-0', 'run-1', 'run-2', 'run-3', 'run-4', 'run-5'] as const;
export type RunColor = (typeof runColors)[number];

/** Of what a curve shows of one run, of its run among others, or of what it is compared with. */
export type CurveColor = 'train' | 'validation' | 'test' | 'muted' | RunColor;

/** Lengths of stroke and gap in pixels, the first of most lines. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const LEVEL = [1, 4];

export const NUM_DASHES = dashes.length;

/** Of a line that is one; rare values are joined by a pattern of their own. */
export function patternOf(form: LineForm, dash = 0): readonly number[] {
  return form === 'level' ? LEVEL : (dashes[dash % dashes.length] ?? []);
}
