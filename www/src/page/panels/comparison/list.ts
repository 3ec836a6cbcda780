/** The list of runs: its order, what is chosen of it, and a row a run. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { filtered } from '../../../state/comparing/filter.js';
import { bytesOf, type ListedRun, sorted, sortNames } from '../../../state/comparing/listed-run.js';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';
import { runName } from '../../runs/run-name.js';
import { finder, textOf } from './finder.js';
import { importButton } from './import.js';
import { ask, question } from './question.js';
import { row } from './row.js';

export function list(context: Context, listed: readonly ListedRun[]): TemplateResult {
  const { state, words, dispatch } = context;
  const { sort, isReversed, filter, selected } = state.comparison;
  const { busy, seeds } = state.runs;
  const found = filtered(listed, filter, (run) => textOf(context, run));
  const isNarrow = matchMedia('(max-width: 700px)').matches;
  // How long ago a run began is told anew each minute.
  const minute = Math.floor(Date.now() / 60_000);
  return html`<section class="panel run-list" aria-labelledby="runs-title">
    <div class="panel-head">
      <h3 id="runs-title" tabindex="-1">${words.plural('runs.count', listed.length)}</h3>
      ${importButton(context)}
    </div>
    ${listed.length > 1 ? html`${tools()} ${finder(context, listed, found.length)}` : nothing}
    ${selected ? selection(context, found, selected) : nothing}
    ${importing(context, listed)}
    <ul class="run-rows">
      ${repeat(
        sorted(found, sort, isReversed),
        ({ id }) => id,
        (run) =>
          guard([run, runName(run, words, state), words, state.comparison, busy, seeds, minute, isNarrow], () =>
            row(context, run, isNarrow),
          ),
      )}
    </ul>
  </section>`;

  function tools(): TemplateResult {
    return html`<div class="run-tools">
      <div class="segments" role="group" aria-label=${words.t('runs.sort')}>
        ${sortNames.map(
          (name) => html`<button
            type="button"
            aria-pressed=${name === sort}
            title=${words.t(`runs.sort.${name}.about`)}
            @click=${() => dispatch({ type: 'runsSorted', by: name })}
          >
            ${words.t(`runs.sort.${name}`)}
          </button>`,
        )}
      </div>
      <button
        type="button"
        class="quiet"
        aria-pressed=${selected !== null}
        @click=${() => dispatch({ type: 'selecting', isOn: selected === null })}
      >
        ${words.t(selected ? 'runs.select.done' : 'runs.select')}
      </button>
    </div>`;
  }
}

/** What is brought in has no row yet. */
export function importing({ state, words }: Context, listed: readonly ListedRun[]): TemplateResult {
  const { busy } = state.runs;
  const told = busy === null ? '' : words.t('runs.busy');
  if (busy === null || listed.some(({ id }) => id === busy))
    return html`<p class="visually-hidden" role="status">${told}</p>`;
  return html`<div class="run-importing">
    <p class="hint" role="status">${words.t('runs.importing', { name: busy })}</p>
    <progress aria-label=${told}></progress>
  </div>`;
}

/** What can be done with those that were chosen. */
function selection(context: Context, listed: readonly ListedRun[], selected: readonly string[]): TemplateResult {
  const { state, words, dispatch } = context;
  const chosen = listed.filter(({ id }) => selected.includes(id));
  const ids = chosen.map(({ id }) => id);
  const withWeights = chosen.filter(({ checkpoint, isAtHand }) => checkpoint !== null && !isAtHand);
  if (state.comparison.question?.place === 'selection') return question(context, listed);
  return html`<div class="run-selection" role="group" aria-label=${words.t('runs.select')}>
    <span role="status">${words.plural('runs.selected', chosen.length)}</span>
    <button type="button" class="quiet" @click=${() => {
      for (const { id } of listed) dispatch({ type: 'runSelected', id, isSelected: true });
    }}>
      ${words.t('runs.select.all')}
    </button>
    <button type="button" aria-disabled=${ids.length === 0} @click=${() => void showOnly(context, listed, ids)}>
      ${words.t('runs.selected.show')}
    </button>
    ${
      withWeights.length > 0
        ? html`<button
            type="button"
            data-ask="weights"
            @click=${() => ask(context, { what: 'weights', ids: withWeights.map(({ id }) => id), place: 'selection' })}
          >
            ${words.t('room.forget')} <span class="hint">${words.t('room.frees', { size: words.size(bytesOf(withWeights)) })}</span>
          </button>`
        : nothing
    }
    <button
      type="button"
      data-ask="remove"
      aria-disabled=${ids.length === 0}
      @click=${() => ids.length > 0 && ask(context, { what: 'remove', ids, place: 'selection' })}
    >
      ${icon('clear')}${words.t('runs.remove')}
    </button>
  </div>`;
}

async function showOnly(
  { runs, dispatch }: Context,
  listed: readonly ListedRun[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  dispatch({ type: 'shownChosen' });
  dispatch({ type: 'selecting', isOn: false });
  for (const { id, isShown } of listed) {
    if (isShown !== ids.includes(id)) await runs.show(id, !isShown);
  }
}
