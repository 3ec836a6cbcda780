/** Something to try next: a change made with one click, and then what to look at. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../../view/icon.js';
import { isActive } from '../../view/run.js';
import { isSame } from '../../view/setup/difference.js';
import { currentExperiment, type Experiment } from '../../view/state/experiments.js';
import { configOf } from '../../view/state.js';
import { hasOnlyRelus, type SuggestionName, suggestionsFor } from '../../view/suggestions.js';
import type { Context } from '../context.js';
import { closeOnEscape, closeOnLeave } from './menu.js';

/** As many as can be taken in at a glance; all of them are a click away. */
const numShown = 3;

export function experiments(context: Context): TemplateResult {
  const { state, words } = context;
  const config = configOf(state.setup);
  const current = currentExperiment(state.experiments, config);
  if (current) return underWay(context, current);
  const names = config ? suggestionsFor(config) : [];
  return html`<h2>${icon('idea')}${words.t('try.title')}</h2>
    <div class="ideas">${names.slice(0, numShown).map((name) => idea(context, name))}</div>
    ${names.length > numShown ? all(context, names) : ''}`;
}

function underWay({ state, words, watch, dispatch }: Context, { name }: Experiment): TemplateResult {
  const isWaiting = state.run.config === null || !isSame(state.run.config, state.experiments.current?.after);
  const note = isActive(state.run.status) ? words.t('try.set') : words.t('try.train');
  return html`<div class="experiment" role="status">
      <h2>${icon('idea')}${title(name, state.experiments.current?.before.layers ?? [], words)}</h2>
      <p>${isWaiting ? html`<strong>${note}</strong> ` : ''}${words.t(`try.${name}.look`)}</p>
    </div>
    <div class="experiment-actions">
      <button type="button" @click=${() => watch.undoExperiment()}>${icon('undo')}${words.t('try.undo')}</button>
      <button type="button" class="quiet" @click=${() => dispatch({ type: 'experimentDismissed' })}>
        ${words.t('try.back')}
      </button>
    </div>`;
}

function idea(context: Context, name: SuggestionName): TemplateResult {
  const { state, words, watch } = context;
  return html`<button type="button" class="idea" @click=${() => watch.tryOut(name)}>
    ${title(name, configOf(state.setup)?.layers ?? [], words)}
  </button>`;
}

function all(context: Context, names: readonly SuggestionName[]): TemplateResult {
  const { words } = context;
  const close = (event: Event) => {
    if (event.currentTarget instanceof Element) event.currentTarget.closest('details')?.removeAttribute('open');
  };
  return html`<details
    class="menu ideas-menu"
    @keydown=${closeOnEscape}
    @focusout=${closeOnLeave}
  >
    <summary>${words.t('try.all')}${icon('menu')}</summary>
    <div class="menu-body" @click=${close}>${names.map((name) => idea(context, name))}</div>
  </details>`;
}

function title(name: SuggestionName, layers: Parameters<typeof hasOnlyRelus>[0], words: Context['words']): string {
  return words.t(name === 'noActivations' && hasOnlyRelus(layers) ? 'try.noActivations.relu' : `try.${name}`);
}
