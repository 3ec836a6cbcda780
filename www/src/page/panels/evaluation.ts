/** What the network has learnt: the test set in detail. */
import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.js';

export function evaluation({ words }: Context): TemplateResult {
  return html`<h2>${words.t('view.evaluate')}</h2>`;
}
