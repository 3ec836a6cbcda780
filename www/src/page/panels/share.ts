/** What can be given to others: the link to what is set, as the whole page or as a lesson. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LinkForm } from '../../state/slices/lesson.js';
import { icon } from '../../widgets/icon.js';
import { frameOf, withLesson } from '../address/lesson.js';
import { linkTo } from '../address/sharing.js';
import type { Context } from '../context.js';
import { closeOnEscape, closeOnLeave } from './focus.js';
import { canShow, lessonChoices } from './lesson.js';
import { saveReport } from './report.js';

export function share(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const link = linkTo(state, location.href);
  return html`<details
    class="menu share-menu"
    @toggle=${() => dispatch({ type: 'linkCopied', outcome: null })}
    @keydown=${closeOnEscape}
    @focusout=${closeOnLeave}
  >
    <summary title=${words.t('share.title')}>${icon('share')}<span class="visually-hidden-if">${words.t('share.title')}</span></summary>
    <div class="menu-body" tabindex="-1">
      ${link === null ? html`<p>${words.t('share.invalid')}</p>` : offer(context, link)}
      <div class="share-report">${saveReport(context, true)}</div>
    </div>
  </details>`;
}

function offer(context: Context, link: string): TemplateResult {
  const { state, words } = context;
  const { chosen, form } = state.lesson;
  return html`<p>${words.t('share.about')}</p>
    ${state.data.loaded?.choice === 'files' ? html`<p class="hint">${words.t('share.files')}</p>` : nothing}
    ${(state.data.loaded?.drawings ?? []).length > 0 ? html`<p class="hint">${words.t('share.drawings')}</p>` : nothing}
    ${lessonChoices(context)}
    ${chosen && !canShow(chosen) ? nothing : copy(context, textOf(form, withLesson(link, chosen), words))}`;
}

function textOf(form: LinkForm, address: string, words: Context['words']): string {
  return form === 'link' ? address : frameOf(address, words.t('page.title'));
}

function copy({ state, words, dispatch }: Context, text: string): TemplateResult {
  const { form } = state.lesson;
  const { linkCopied } = state;
  return html`<textarea
      readonly
      rows=${form === 'link' ? 2 : 6}
      aria-label=${words.t(`share.${form}`)}
      spellcheck="false"
      lang="en"
      .value=${text}
      @focus=${(event: Event) => event.currentTarget instanceof HTMLTextAreaElement && event.currentTarget.select()}
    ></textarea>
    ${form === 'frame' ? html`<p class="hint">${words.t('share.frame.about')}</p>` : nothing}
    <button
      type="button"
      @click=${async (event: Event) => {
        const menu = event.currentTarget instanceof Element ? event.currentTarget.closest('.menu-body') : null;
        try {
          await navigator.clipboard.writeText(text);
          dispatch({ type: 'linkCopied', outcome: 'copied' });
        } catch {
          menu?.querySelector('textarea')?.focus();
          dispatch({ type: 'linkCopied', outcome: 'refused' });
        }
      }}
    >
      ${icon('copy')}${words.t(`share.copy.${form}`)}
    </button>
    <p class="hint" role="status">${linkCopied ? words.t(`share.${linkCopied}`) : ''}</p>`;
}
