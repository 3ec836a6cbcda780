/** Patterns by which lines of one colour are told apart: lengths of stroke and gap in pixels, the first of most lines. */
export const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
