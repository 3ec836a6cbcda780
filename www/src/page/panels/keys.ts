/** The keys there are, in a dialog of its own. */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { PlainKey } from '../../locale/words.js';
import { icon } from '../../view/icon.js';
import { keyName } from '../../view/key-name.js';
import { isShown } from '../../view/state/lesson.js';
import type { Context } from '../context.js';
import { shortcuts } from '../shortcuts.js';

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
  return html`<header>
      <h2>${words.t('keys.title')}</h2>
      <button
        type="button"
        class="quiet icon-only"
        aria-label=${words.t('keys.close')}
        title=${words.t('keys.close')}
        ${ref(takeFocus)}
        @click=${() => dispatch({ type: 'keysListed', isOpen: false })}
      >
        ${icon('close')}
      </button>
    </header>
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

/** As a dialog does itself with what is there when it opens: this comes a moment later. */
function takeFocus(close: Element | undefined): void {
  queueMicrotask(() => {
    if (close instanceof HTMLElement && close.closest('dialog') === document.activeElement) close.focus();
  });
}

function row(names: readonly string[], label: string, { words }: Context): TemplateResult {
  return html`<div>
    <dt>
      ${names.map((name, index) => html`${index > 0 ? html` <span>${words.t('keys.or')}</span> ` : ''}<kbd>${name}</kbd>`)}
    </dt>
    <dd>${label}</dd>
  </div>`;
}
