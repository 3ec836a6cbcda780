/**
 * Runs beside each other, once the code that shows them has come: whoever only trains does not wait for it. What is shown
 * lies in the folder beside this file.
 */
import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.js';
import type { view as whole } from './comparison/view.js';

let view: typeof whole | null = null;

/** Brings that code; once is enough. */
export async function loadComparison(): Promise<void> {
  ({ view } = await import('./comparison/view.js'));
}

export function comparison(context: Context): TemplateResult {
  const { words, state } = context;
  return html`<h2 class="unseen">${words.t('compare.title')}</h2>
    ${view && state.comparison.isLoaded ? view(context) : reading(context)}`;
}

export function reading({ words }: Context): TemplateResult {
  return html`<div class="evaluate-state">
    <p role="status">${words.t('compare.reading')}</p>
    <progress aria-label=${words.t('compare.reading')}></progress>
  </div>`;
}
