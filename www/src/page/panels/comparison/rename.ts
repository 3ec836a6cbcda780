/** A run's name, which is changed where it stands: Enter keeps what was typed, Escape does not, nothing is the usual name. */
import { html, type TemplateResult } from 'lit';
import type { ListedRun } from '../../../state/comparing/listed-run.js';
import type { Context } from '../../context.js';
import { plainName, runName } from '../../runs/run-name.js';
import { focusSoon, rowOf } from './question.js';

/** Longer ones are cut off on their way in. */
const MAX_LENGTH = 80;

export function nameOf(context: Context, run: ListedRun): TemplateResult {
  const { state, words } = context;
  const name = runName(run, words, state);
  if (state.comparison.renaming === run.id) return input(context, run, name);
  return html`<button
    type="button"
    class="run-name"
    title=${`${name} · ${words.t('runs.rename.about')}`}
    @click=${() => beginRenaming(context, run)}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'F2') return;
      event.preventDefault();
      beginRenaming(context, run);
    }}
  >
    ${name}
  </button>`;
}

export function beginRenaming({ dispatch }: Context, { id }: ListedRun): void {
  dispatch({ type: 'runRenaming', id });
  focusSoon('.run-name-input');
}

function input({ state, words, runs, dispatch }: Context, run: ListedRun, name: string): TemplateResult {
  const end = (typed: string | null, isByKey: boolean) => {
    dispatch({ type: 'runRenaming', id: null });
    if (typed !== null && typed.trim() !== name) void runs.rename(run.id, typed.trim());
    if (isByKey) focusSoon(`${rowOf(run.id)} .run-name`);
  };
  return html`<input
    type="text"
    class="run-name-input"
    maxlength=${MAX_LENGTH}
    autocomplete="off"
    spellcheck="false"
    aria-label=${words.t('runs.rename.label')}
    placeholder=${plainName(run, words, state)}
    .value=${name}
    @focus=${({ currentTarget }: Event) => currentTarget instanceof HTMLInputElement && currentTarget.select()}
    @keydown=${(event: KeyboardEvent) => {
      const { currentTarget, key, isComposing } = event;
      if (!(currentTarget instanceof HTMLInputElement) || isComposing) return;
      if (key !== 'Enter' && key !== 'Escape') return;
      event.preventDefault();
      // It loses the focus when it goes, which is then no second wish.
      currentTarget.dataset['over'] = '';
      end(key === 'Enter' ? currentTarget.value : null, true);
    }}
    @blur=${({ currentTarget }: Event) => {
      if (!(currentTarget instanceof HTMLInputElement) || currentTarget.dataset['over'] !== undefined) return;
      currentTarget.dataset['over'] = '';
      end(currentTarget.value, false);
    }}
  />`;
}
