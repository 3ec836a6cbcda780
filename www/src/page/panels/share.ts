/** The link to what is set, to be copied. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../view/icon.js';
import type { Context } from '../context.js';
import { linkTo } from '../sharing.js';
import { closeOnEscape, closeOnLeave } from './menu.js';

export function share(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const link = linkTo(state, location.href);
  return html`<details
    class="menu share-menu"
    @toggle=${() => dispatch({ type: 'linkCopied', outcome: null })}
    @keydown=${closeOnEscape}
    @focusout=${closeOnLeave}
  >
    <summary>${icon('share')}<span>${words.t('share.title')}</span></summary>
    <div class="menu-body" tabindex="-1">
      ${link === null ? html`<p>${words.t('share.invalid')}</p>` : offer(context, link)}
    </div>
  </details>`;
}

function offer({ state, words, dispatch }: Context, link: string): TemplateResult {
  const { linkCopied } = state;
  return html`<p>${words.t('share.about')}</p>
    ${state.data.loaded?.choice === 'files' ? html`<p class="hint">${words.t('share.files')}</p>` : nothing}
    <input
      type="text"
      readonly
      aria-label=${words.t('share.link')}
      .value=${link}
      @focus=${(event: Event) => event.currentTarget instanceof HTMLInputElement && event.currentTarget.select()}
    />
    <button
      type="button"
      @click=${async (event: Event) => {
        const menu = event.currentTarget instanceof Element ? event.currentTarget.closest('.menu-body') : null;
        try {
          await navigator.clipboard.writeText(link);
          dispatch({ type: 'linkCopied', outcome: 'copied' });
        } catch {
          menu?.querySelector('input')?.focus();
          dispatch({ type: 'linkCopied', outcome: 'refused' });
        }
      }}
    >
      ${icon('copy')}${words.t('share.copy')}
    </button>
    <p class="hint" role="status">${linkCopied ? words.t(`share.${linkCopied}`) : ''}</p>`;
}
