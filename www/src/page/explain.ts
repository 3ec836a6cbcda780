/**
 * Failures in the visitor's language: the translated sentence where the code is known, the technical message where not,
 * and that message folded away where it adds to the sentence only for those who look for causes.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locale/words.js';
import type { Failure } from '../view/state.js';

/** How much of the technical message is shown beside the sentence. */
type Detail = 'none' | 'folded' | 'open';

/** Codes whose sentence says it all. */
const complete: ReadonlySet<string> = new Set([
  'offline',
  'diverged',
  'busy',
  'noRun',
  'noData',
  'drawing',
  'runElsewhere',
]);
/** Codes whose message names the file or the field that has to be changed. */
const particular =
  /^(idx.*|ownFiles|countMismatch|sizeMismatch|lessonUnknown|config|layer|syntheticCount|noImages|classNames|numClasses|emptyClass|labelledImage|checkpoint.*|trace|run(Files|Data|File.*))$/;

export interface Explanation {
  text: string;
  message: string;
  detail: Detail;
}

export function explain({ code, message }: Failure, words: Words): Explanation {
  const text = words.find(`error.${code}`);
  if (text === undefined) return { text: message, message, detail: 'none' };
  if (complete.has(code)) return { text, message, detail: 'none' };
  return { text, message, detail: particular.test(code) ? 'open' : 'folded' };
}

export function detailOf({ message, detail }: Explanation, words: Words): TemplateResult | typeof nothing {
  const text = html`<p class="detail" lang="en">${message}</p>`;
  switch (detail) {
    case 'none':
      return nothing;
    case 'open':
      return text;
    case 'folded':
      return html`<details class="folded"><summary>${words.t('notice.details')}</summary>${text}</details>`;
    default:
      return detail satisfies never;
  }
}
