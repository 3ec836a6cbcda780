/** What the core says of a layer that cannot stand where it does, in the visitor's language, and what arrives there. */
import { html, type TemplateResult } from 'lit';
import type { Words } from '../../locale/words.js';
import type { Refusal } from '../../state/setup/refusal.js';
import type { Failure } from '../../state/state.js';
import { layerReason } from '../refusal-text.js';
import { shapeText } from './names.js';

export function layerProblem({ message, values, input }: Failure & Refusal, words: Words): TemplateResult {
  const text = layerReason(values, words);
  const arrives = input.length > 0 ? words.t('layers.bad.input', { shape: shapeText(input) }) : '';
  return html`${text ?? html`<span lang="en">${message}</span>`} ${arrives}`;
}
