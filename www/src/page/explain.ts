/**
 * Failures in the visitor's language: the translated sentence where the code is known, the technical message where not.
 * What is particular to one failure, a file or a number, follows in that language, too, where its values are known;
 * otherwise the message does, folded away where it adds to the sentence only for those who look for causes.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { type ErrorValue, type ErrorValues, isNumbers, type KilnCode } from '../kiln-error.js';
import type { Words } from '../locale/words.js';
import type { Failure } from '../state/state.js';
import { refusalText } from './refusal-text.js';

/** How much of the technical message is shown beside the sentence. */
type Detail = 'none' | 'folded' | 'open';

/** Codes whose sentence says it all. */
const complete: ReadonlySet<KilnCode> = new Set([
  'offline',
  'diverged',
  'busy',
  'noRun',
  'noData',
  'dataPending',
  'drawing',
  'runElsewhere',
  'runOtherFiles',
  'linkFuture',
  'linkFiles',
]);
/** Codes whose message names the file or the field that has to be changed. */
const particular =
  /^(idx.*|ownFiles|countMismatch|sizeMismatch|lessonUnknown|config|layer|syntheticCount|noImages|classNames|numClasses|emptyClass|labelledImage|checkpoint.*|trace|run(Files|Data|File.*))$/;

export interface Explanation {
  text: string;
  message: string;
  detail: Detail;
  /** Whether the message is in the language of the page. */
  isTranslated?: boolean;
}

export function explain({ code, message, values }: Failure, words: Words): Explanation {
  const text = words.find(`error.${code}`);
  if (text === undefined) return { text: message, message, detail: 'none' };
  if (complete.has(code)) return { text, message, detail: 'none' };
  const told = values && particularsOf(code, values, words);
  if (told !== undefined) return { text, message: told, detail: 'open', isTranslated: true };
  return { text, message, detail: particular.test(code) ? 'open' : 'folded' };
}

/** Which file it is and what is wrong with it; undefined where there are no words for it. */
function particularsOf(code: KilnCode, values: ErrorValues, words: Words): string | undefined {
  const said = ([name, value]: [string, ErrorValue]): [string, string | number][] => {
    if (typeof value === 'string') return [[name, words.find(`error.value.${value}`) ?? value]];
    if (typeof value === 'number') return [[name, value]];
    return isNumbers(value) ? [[name, value.map((item) => words.number(item)).join(' × ')]] : [];
  };
  const filling = Object.fromEntries(Object.entries(values).flatMap(said));
  const { reason, file } = values;
  const refusal = refusalText(values, words);
  if (refusal !== null) return typeof file === 'string' ? `${file}: ${refusal}` : refusal;
  return (
    (typeof reason === 'string' ? words.fill(`error.${code}.${reason}`, filling) : undefined) ??
    words.fill(`error.${code}.detail`, filling)
  );
}

export function detailOf(explanation: Explanation, words: Words): TemplateResult | typeof nothing {
  const { message, detail, isTranslated } = explanation;
  const text = html`<p class="detail" lang=${isTranslated ? nothing : 'en'}>${message}</p>`;
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
