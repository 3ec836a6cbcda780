/** Runs beside each other. */
import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.js';

export function comparison({ words }: Context): TemplateResult {
  return html`<h2>${words.t('view.compare')}</h2>`;
}
