/** The keys there are, in a dialog of its own. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlainKey } from '../../locale/words.js';
import { isShown } from '../../state/slices/lesson.js';
import { keyName } from '../../widgets/key-name.js';
import { shortcuts } from '../browser/shortcuts.js';
import type { Context } from '../context.js';
import { dialogHead } from './dialog-head.js';

/** What a chart does with keys by itself. */
const chartKeys: readonly { keys: readonly string[]; label: PlainKey }[] = [
  { keys: ['←', '→'], label: 'keys.chart.move' },
  { keys: ['+', '−'], label: 'keys.chart.zoom' },
];

export function keys(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const { lesson } = state;
  const hasCharts = isShown(lesson, 'charts') || isShown(lesson, 'compare');
  const name = (key: string) => (key === ' ' ? words.t('keys.space') : keyName(key));
  return html`${dialogHead(words.t('keys.title'), words.t('keys.close'), () => dispatch({ type: 'keysListed', isOpen: false }))}
    <dl class="keys">
      ${shortcuts
        .filter(({ isThere }) => isThere(lesson))
        .map(({ keys: names, label }) => row(names.map(name), words.t(label), context))}
    </dl>
    ${
      hasCharts
        ? html`<h3>${words.t('keys.chart')}</h3>
            <dl class="keys">${chartKeys.map(({ keys: names, label }) => row(names, words.t(label), context))}</dl>`
        : nothing
    }`;
}

function row(names: readonly string[], label: string, { words }: Context): TemplateResult {
  return html`<div>
    <dt>
      ${names.map((name, index) => html`${index > 0 ? html` <span>${words.t('keys.or')}</span> ` : ''}<kbd>${name}</kbd>`)}
    </dt>
    <dd>${label}</dd>
  </div>`;
}
