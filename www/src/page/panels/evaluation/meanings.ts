/** What the measures beside it mean, for those who ask. */
import { html, type TemplateResult } from 'lit';
import type { PlainKey } from '../../../locale/words.js';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';

export function meanings({ words }: Context, terms: readonly (readonly [PlainKey, PlainKey])[]): TemplateResult {
  return html`<details class="meanings">
    <summary>${icon('help')}${words.t('evaluate.words')}</summary>
    <dl>
      ${terms.map(([name, help]) => html`<div><dt>${words.t(name)}</dt><dd>${words.t(help)}</dd></div>`)}
    </dl>
  </details>`;
}
