/** What classes are called, and what measures mean, for those who ask. */
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

export function classNames({ state }: Context): readonly string[] {
  return state.data.loaded?.info.classNames ?? [];
}

export function nameOf(context: Context, index: number): string {
  return classNames(context)[index] ?? String(index);
}
