/** Failures in the visitor's language: the translated sentence where the code is known, the technical message where not. */
import type { Words } from '../locale/words.js';
import type { Failure } from '../view/state.js';

export interface Explanation {
  text: string;
  /** Technical English that adds to the text; null where it is the text itself or says no more. */
  detail: string | null;
}

/** Codes whose translated sentence says it all; the others show what was found, too. */
const complete: ReadonlySet<string> = new Set(['offline', 'diverged', 'busy', 'noRun', 'noData', 'drawing']);

export function explain({ code, message }: Failure, words: Words): Explanation {
  const text = words.find(`error.${code}`);
  if (text === undefined) return { text: message, detail: null };
  return { text, detail: complete.has(code) ? null : message };
}
