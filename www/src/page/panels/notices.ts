/** What went wrong and what to do, until it is dismissed. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../../view/icon.js';
import type { Notice } from '../../view/state.js';
import type { Context } from '../context.js';
import { detailOf, type Explanation, explain } from '../explain.js';

export function notices(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  return html`${repeat(
    state.notices,
    (notice) => notice.id,
    (notice) => {
      const explanation = tell(notice, context);
      return html`<div class="notice" role="alert">
        ${icon('warning')}
        <div>
          <p>${explanation.text}</p>
          ${detailOf(explanation, words)}
          ${state.device.phase === 'failed' ? remedies(context) : nothing}
        </div>
        <button
          type="button"
          class="quiet icon-only"
          aria-label=${words.t('notice.dismiss')}
          title=${words.t('notice.dismiss')}
          @click=${() => dispatch({ type: 'dismissed', id: notice.id })}
        >
          ${icon('close')}
        </button>
      </div>`;
    },
  )}`;
}

function tell(notice: Notice, { words }: Context): Explanation {
  switch (notice.kind) {
    case 'error':
      return explain(notice.failure, words);
    case 'restarted':
      return { text: words.t('notice.restarted'), message: notice.detail, detail: 'folded' };
    default:
      return notice satisfies never;
  }
}

function remedies({ state, words, dispatch }: Context): TemplateResult {
  return html`<div class="actions">
    ${
      state.preferences.device === 'cpu'
        ? nothing
        : html`<button
            type="button"
            @click=${() => dispatch({ type: 'preferred', preferences: { ...state.preferences, device: 'cpu' } })}
          >
            ${words.t('error.useCpu')}
          </button>`
    }
    <button type="button" @click=${() => location.reload()}>${words.t('error.reload')}</button>
  </div>`;
}
