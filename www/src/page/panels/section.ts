/** A section of the setup: its title and a line of summary, and below them, when open, everything to change. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../../view/icon.js';

/** Open where there is room for all three; afterwards the user decides. */
const opensAtFirst = globalThis.matchMedia?.('(min-width: 701px)').matches ?? true;

export function section(id: string, title: string, summary: string, body: TemplateResult): TemplateResult {
  return html`<details class="section" id=${id} ?open=${opensAtFirst}>
    <summary>
      ${icon('open')}
      <h2>${title}</h2>
      <span class="section-summary">${summary}</span>
    </summary>
    <div class="section-body">${body}</div>
  </details>`;
}
