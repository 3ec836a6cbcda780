/**
 * Runs beside each other: which there are, how they went, and in what they differ. Here are the states of the view and
 * where its parts stand; each part lies in the folder beside this file.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { type ListedRun, listedRuns, shownRuns } from '../../state/comparing/listed-run.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { runName } from '../runs/run-name.js';
import { charts } from './comparison/charts.js';
import { differences } from './comparison/differences.js';
import { dropped, importButton, overDrop } from './comparison/import.js';
import { importing, list } from './comparison/list.js';
import { outcomes } from './comparison/outcomes.js';
import { room } from './comparison/room.js';
import { seeds } from './comparison/seeds.js';
import { setAside } from './comparison/set-aside.js';

export function comparison(context: Context): TemplateResult {
  const { state, words, runs } = context;
  const listed = listedRuns(state.runs, state.run);
  return html`<h2 class="visually-hidden">${words.t('compare.title')}</h2>
    <div
      class="compare"
      @dragover=${overDrop}
      @dragleave=${overDrop}
      @drop=${(event: DragEvent) => dropped(event, (files) => void runs.importRuns(files))}
    >
      <p class="compare-drop" aria-hidden="true">${icon('upload')}${words.t('runs.drop')}</p>
      ${listed === null ? reading(context) : listed.length === 0 ? empty(context) : whole(context, listed)}
    </div>`;
}

function whole(context: Context, listed: readonly ListedRun[]): TemplateResult {
  const { state, words } = context;
  const shown = shownRuns(listed, state.runs);
  // Where something is wrong with it, it is told first.
  const isTold = state.runs.storageStatus !== 'kept';
  const roomPanel = guard([state.runs, state.comparison, words], () => room(context, listed));
  return html`<div class="compare-runs">
      ${isTold ? roomPanel : nothing} ${list(context, listed)} ${listed.length === 1 ? onlyOne(context) : nothing}
      ${isTold ? nothing : roomPanel} ${setAside(context)}
    </div>
    <div class="compare-side">
      ${charts(context, shown)} ${guard([...shown.flatMap((run) => [run.config, run.data, runName(run, words, state)]), words, state.comparison.isEverySettingShown], () => differences(context, shown))}
      ${outcomes(context, shown)} ${seeds(context, listed, shown)}
    </div>`;
}

function reading({ words }: Context): TemplateResult {
  return html`<div class="evaluate-state">
    <p role="status">${words.t('compare.reading')}</p>
    <progress aria-label=${words.t('compare.reading')}></progress>
  </div>`;
}

function empty(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  return html`<div class="evaluate-state">
    <p>${words.t('compare.empty')}</p>
    <button type="button" class="primary" @click=${() => dispatch({ type: 'viewChosen', view: 'train' })}>
      ${words.t('compare.empty.go')}
    </button>
    ${importButton(context)} ${state.runs.busy === null ? nothing : importing(context, [])} ${setAside(context)}
  </div>`;
}

function onlyOne({ words, dispatch }: Context): TemplateResult {
  return html`<div class="panel compare-one">
    <p>${words.t('compare.one')}</p>
    <button type="button" @click=${() => dispatch({ type: 'viewChosen', view: 'train' })}>
      ${icon('idea')}${words.t('compare.one.go')}
    </button>
  </div>`;
}
