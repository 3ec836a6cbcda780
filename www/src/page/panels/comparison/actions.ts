/** What can be done with a run: side by side where there is room, in a menu where there is none. */
import { html, nothing, type TemplateResult } from 'lit';
import { canGoOn, type ListedRun } from '../../../state/comparing/listed-run.js';
import { type IconName, icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';
import { closeOnEscape, closeOnLeave } from '../focus.js';
import { ask } from './question.js';
import { beginRemarking } from './remarks.js';
import { beginRenaming } from './rename.js';

interface Action {
  readonly name: 'repeat' | 'export' | 'rename' | 'remarks' | 'remove';
  readonly icon: IconName;
  readonly about: string;
  readonly act: () => void;
}

export function actions(context: Context, run: ListedRun, name: string, isNarrow: boolean): TemplateResult {
  const { words } = context;
  return html`<div class="run-actions" role="group" aria-label=${words.t('runs.actions', { name })}>
    ${opening(context, run)} ${isNarrow ? menu(context, run, name) : icons(context, run)}
  </div>`;
}

/** Back into the worker, or to where it can be seen there. */
function opening({ state, words, runs, dispatch }: Context, run: ListedRun): TemplateResult | typeof nothing {
  if (run.isAtHand) {
    return html`<button type="button" class="small" @click=${() => dispatch({ type: 'viewChosen', view: 'train' })}>
      ${words.t('runs.see')}
    </button>`;
  }
  if (!run.checkpoint) return nothing;
  const what = canGoOn(run) ? 'goOn' : 'open';
  return html`<button
    type="button"
    class="small"
    title=${words.t(`runs.${what}.about`)}
    aria-disabled=${state.runs.busy !== null}
    @click=${() => state.runs.busy === null && void runs.open(run.id)}
  >
    ${words.t(`runs.${what}`)}
  </button>`;
}

function listOf(context: Context, run: ListedRun): readonly Action[] {
  const { state, words, runs } = context;
  const unlessBusy = (act: () => void) => () => {
    if (state.runs.busy === null) act();
  };
  return [
    {
      name: 'repeat',
      icon: 'reset',
      about: words.t('runs.repeat.about'),
      act: unlessBusy(() => void runs.repeat(run.id)),
    },
    {
      name: 'export',
      icon: 'save',
      about: words.t('runs.export.about'),
      act: unlessBusy(() => void runs.exportRun(run.id)),
    },
    { name: 'rename', icon: 'rename', about: words.t('runs.rename.about'), act: () => beginRenaming(context, run) },
    { name: 'remarks', icon: 'tag', about: words.t('runs.remarks.about'), act: () => beginRemarking(context, run) },
    {
      name: 'remove',
      icon: 'clear',
      about: words.t('runs.remove'),
      act: unlessBusy(() => ask(context, { what: 'remove', ids: [run.id], place: 'row' })),
    },
  ];
}

/** The name beside them is a button itself. */
function icons(context: Context, run: ListedRun): TemplateResult {
  const { state, words } = context;
  const offered = listOf(context, run).filter(({ name }) => name !== 'rename');
  return html`${offered.map(
    ({ name, icon: picture, about, act }) => html`<button
      type="button"
      class="quiet icon-only"
      aria-label=${words.t(`runs.${name}`)}
      title=${name === 'remove' ? about : `${words.t(`runs.${name}`)}: ${about}`}
      aria-disabled=${name !== 'remarks' && state.runs.busy !== null}
      data-ask=${name}
      @click=${act}
    >
      ${icon(picture)}
    </button>`,
  )}`;
}

function menu(context: Context, run: ListedRun, of: string): TemplateResult {
  const { words } = context;
  return html`<details class="menu run-menu" @keydown=${closeOnEscape} @focusout=${closeOnLeave}>
    <summary data-ask="remove" aria-label=${words.t('runs.actions', { name: of })} title=${words.t('runs.more')}>${icon('more')}</summary>
    <div class="menu-body">
      ${listOf(context, run).map(
        ({ name, icon: picture, act }) => html`<button
          type="button"
          class="quiet"
          aria-disabled=${name !== 'rename' && name !== 'remarks' && context.state.runs.busy !== null}
          @click=${(event: Event) => {
            if (event.currentTarget instanceof Element) event.currentTarget.closest('details')?.removeAttribute('open');
            act();
          }}
        >
          ${icon(picture)}${words.t(`runs.${name}`)}
        </button>`,
      )}
    </div>
  </details>`;
}
