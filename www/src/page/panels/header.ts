/** The top line: what this is, which device runs and why, and the page's own preferences. */
import { html, nothing, type TemplateResult } from 'lit';
import { isLanguage, type Language, languages, type PlainKey } from '../../locale/words.js';
import '../../widgets/device-badge.js';
import { isActive } from '../../state/run/run.js';
import { isShown, isViewShown } from '../../state/slices/lesson.js';
import { type State, type Theme, views } from '../../state/state.js';
import { type IconName, icon } from '../../widgets/icon.js';
import { withLesson } from '../address/lesson.js';
import { linkTo } from '../address/sharing.js';
import { deviceChoices, themes } from '../browser/preferences.js';
import type { Context } from '../context.js';
import { closeOnEscape, closeOnLeave } from './focus.js';
import { share } from './share.js';

const languageNames: Readonly<Record<Language, { short: string; full: string }>> = {
  en: { short: 'EN', full: 'EN: English' },
  zh: { short: '中', full: '中文' },
};
const themeIcons: Readonly<Record<Theme, IconName>> = { system: 'system', light: 'light', dark: 'dark' };

export function header(context: Context): TemplateResult {
  const { lesson } = context.state;
  const isLesson = lesson.shown !== null;
  return html`<h1 class="brand">${mark}<span>Kiln</span></h1>
    ${isLesson ? nothing : about(context)}
    ${tabs(context)}
    ${isShown(lesson, 'preferences') ? deviceMenu(context) : nothing}
    ${isLesson ? wayOut(context) : share(context)}
    ${isShown(lesson, 'preferences') ? preferences(context) : nothing}`;
}

/** Has the introduction back, and puts it away. */
function about({ state, words, dispatch }: Context): TemplateResult {
  const { isIntroduced } = state;
  return html`<button
    type="button"
    class="quiet icon-only about-button"
    aria-label=${words.t('intro.about')}
    title=${words.t('intro.about')}
    aria-expanded=${!isIntroduced}
    @click=${() => dispatch({ type: 'introduced', isIntroduced: !isIntroduced })}
  >
    ${icon('help')}
  </button>`;
}

/** From a lesson to the whole page, with the same settings and the same seed. */
function wayOut({ state, words }: Context): TemplateResult {
  const address = linkTo(state, location.href) ?? withLesson(location.href, null);
  return html`<a class="way-out" href=${address} target="_blank" rel="noopener" title=${words.t('lesson.open.about')}>
    ${icon('away')}<span>${words.t('lesson.open')}</span>
  </a>`;
}

function preferences(context: Context): TemplateResult {
  const { words } = context;
  return html`<div class="preferences">
      <button
        type="button"
        class="quiet icon-only keys-button"
        aria-label=${words.t('keys.title')}
        title=${words.t('keys.open')}
        @click=${() => context.dispatch({ type: 'keysListed', isOpen: true })}
      >
        ${icon('keys')}
      </button>
      <div class="segments" role="group" aria-label=${words.t('language.label')}>
        ${languages.map((language) => languageButton(context, language))}
      </div>
      <div class="segments" role="group" aria-label=${words.t('theme.label')}>
        ${themes.map((theme) => themeButton(context, theme))}
      </div>
    </div>`;
}

/** Links, so that each view has an address and opens in a tab of its own. */
function tabs({ state, words }: Context): TemplateResult | typeof nothing {
  const shown = views.filter((view) => isViewShown(state.lesson, view));
  if (shown.length < 2) return nothing;
  return html`<nav class="views" aria-label=${words.t('view.label')}>
    ${shown.map(
      (view) =>
        html`<a href="#${view}" aria-current=${view === state.view ? 'page' : nothing}>${words.t(`view.${view}`)}</a>`,
    )}
  </nav>`;
}

/** A kiln's arch with its fire: the only ornament of the page. */
const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
  <path class="arch" d="M3 21V12a9 9 0 0 1 18 0v9" />
  <path class="fire" d="M12 20.5c-2.6 0-4.2-1.7-4.2-4 0-2.7 2.6-3.6 3.2-7 2.6 1.2 5.2 4 5.2 7 0 2.3-1.6 4-4.2 4Z" />
</svg>`;

function deviceMenu({ state, words, session, dispatch }: Context): TemplateResult {
  const { phase, report } = state.device;
  const { preferences } = state;
  return html`<details class="menu device-menu" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
    <summary>
      <kiln-device-badge .state=${phase} .device=${report} .words=${words}></kiln-device-badge>
      ${icon('menu')}
    </summary>
    <div class="menu-body">
      <p class="menu-title">${words.t('device.label')}</p>
      <kiln-device-badge class="full" .state=${phase} .device=${report} .words=${words}></kiln-device-badge>
      ${report?.fallback ? html`<p class="detail" lang="en">${report.fallback.detail}</p>` : nothing}
      ${report?.singleThread ? html`<p class="detail">${words.t(`device.single.${report.singleThread}`)}</p>` : nothing}
      <label class="field">
        <span>${words.t('device.choice')}</span>
        <select
          @change=${(event: Event) => {
            const chosen = deviceChoices.find((choice) => choice === chosenValue(event));
            if (chosen) dispatch({ type: 'preferred', preferences: { ...preferences, device: chosen } });
          }}
        >
          ${deviceChoices.map(
            (choice) => html`<option value=${choice} ?selected=${choice === preferences.device}>
              ${words.t(`device.choice.${choice}`)}
            </option>`,
          )}
        </select>
      </label>
      <p class="detail">${words.t(noteOnChange(state))}</p>
      <button type="button" @click=${() => void session.openBenchmark()}>
        ${icon('speed')}${words.t('benchmark.open')}
      </button>
    </div>
  </details>`;
}

/** What becomes of the run at hand where the page is loaded anew. */
function noteOnChange({ run, runs, data }: State): PlainKey {
  if (run.info === null || run.step === 0) return 'device.choice.note';
  if (runs.storageStatus !== 'kept') return 'device.choice.note.lost';
  if (data.loaded?.choice === 'files') return 'device.choice.note.files';
  return isActive(run.status) ? 'device.choice.note.kept' : 'device.choice.note.ended';
}

function languageButton({ state, dispatch }: Context, language: Language): TemplateResult {
  const { short, full } = languageNames[language];
  const isChosen = state.preferences.language === language;
  return html`<button
    type="button"
    lang=${language}
    aria-pressed=${isChosen}
    aria-label=${full}
    title=${full}
    @click=${() =>
      isLanguage(language) && dispatch({ type: 'preferred', preferences: { ...state.preferences, language } })}
  >
    ${short}
  </button>`;
}

function themeButton({ state, words, dispatch }: Context, theme: Theme): TemplateResult {
  const name = words.t(`theme.${theme}`);
  return html`<button
    type="button"
    class="icon-only"
    aria-pressed=${state.preferences.theme === theme}
    aria-label=${name}
    title=${name}
    @click=${() => dispatch({ type: 'preferred', preferences: { ...state.preferences, theme } })}
  >
    ${icon(themeIcons[theme])}
  </button>`;
}

function chosenValue(event: Event): string {
  return event.currentTarget instanceof HTMLSelectElement ? event.currentTarget.value : '';
}
