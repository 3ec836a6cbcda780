/** Runs beside each other: which there are, how they went, and in what they differ. */
import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.js';

export function comparison({ words }: Context): TemplateResult {
  return html`<h2>${words.t('view.compare')}</h2>`;
}
