/** Something to try next: an idea chosen with one click, then what to look at, and what was measured of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Preset } from '../../protocol.js';
import { hasOnlyRelus, type IdeaName } from '../../state/ideas/ideas.js';
import { ideaInForce, ideasFor, type Measured, measuredOf } from '../../state/ideas/offered-ideas.js';
import { isActive } from '../../state/run/run.js';
import { isEdited, isSame } from '../../state/setup/difference.js';
import { type MeasuredData, measuredDataOf } from '../../state/slices/data.js';
import { configOf } from '../../state/state.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { closeOnEscape, closeOnLeave } from './focus.js';
import { measuredDataName, presetName } from './names.js';

/** As many as can be taken in at a glance; all of them are a click away. */
const numShown = 3;

export function ideas(context: Context): TemplateResult | typeof nothing {
  const { state, words } = context;
  const { preset, draft } = state.setup;
  if (!preset || !draft) return nothing;
  const inForce = ideaInForce(state.setup);
  if (inForce) return underWay(context, preset, inForce);
  const { current } = state.ideas;
  if (current) return edited(context, preset, current.name);
  const heading = html`<h2>${icon('idea')}${words.t('idea.title')}</h2>`;
  if (!configOf(state.setup)) return html`${heading}<p class="ideas-note">${words.t('idea.invalid')}</p>`;
  const names = ideasFor(preset, measuredDataOf(state.data));
  const isAlone = names.length === 1;
  return html`${heading}
    <div class="ideas">${names.slice(0, numShown).map((name) => idea(context, preset, name))}</div>
    ${names.length > numShown ? list(context, preset, names, 'idea.all') : nothing}
    ${isAlone ? html`<p class="ideas-note">${words.t('idea.unmeasured')}</p>` : nothing}
    ${
      isEdited(draft, preset)
        ? html`<p class="ideas-note">${words.t('idea.setAside', { preset: presetName(preset, words) })}</p>`
        : nothing
    }`;
}

/** The settings are the preset with an idea, and nothing else. */
function underWay(context: Context, preset: Preset, name: IdeaName): TemplateResult {
  const { state, words } = context;
  const isWaiting = state.run.config === null || !isSame(state.run.config, state.setup.draft?.config);
  const note = isActive(state.run.status) ? words.t('idea.set') : words.t('idea.train');
  return html`<div class="idea-in-force" role="status">
      <h2>${icon('idea')}${title(name, preset, words)}</h2>
      <p>${isWaiting ? html`<strong>${note}</strong> ` : ''}${words.t(`idea.${name}.look`)}</p>
      <p>
        ${words.t('idea.compared', { preset: presetName(preset, words) })}
        ${measuredText(measuredDataOf(state.data), preset, name, words)}
      </p>
    </div>
    ${actions(context, preset)}`;
}

/** An idea was chosen, and the settings were edited since: what it says no longer holds. */
function edited(context: Context, preset: Preset, name: IdeaName): TemplateResult {
  const { words } = context;
  return html`<div class="idea-in-force" role="status">
      <h2>${icon('idea')}${words.t('idea.edited', { idea: title(name, preset, words) })}</h2>
      <p>${words.t('idea.edited.about')}</p>
    </div>
    ${actions(context, preset)}`;
}

function actions(context: Context, preset: Preset): TemplateResult {
  const { state, words, ideaTrial } = context;
  return html`<div class="idea-actions">
    <button type="button" @click=${() => ideaTrial.undoIdea()}>${icon('undo')}${words.t('idea.undo')}</button>
    ${list(context, preset, ideasFor(preset, measuredDataOf(state.data)), 'idea.others')}
  </div>`;
}

function idea(context: Context, preset: Preset, name: IdeaName): TemplateResult {
  const { words, ideaTrial } = context;
  return html`<button type="button" class="idea" @click=${() => ideaTrial.tryOut(name)}>
    ${title(name, preset, words)}
  </button>`;
}

function list(
  context: Context,
  preset: Preset,
  names: readonly IdeaName[],
  label: 'idea.all' | 'idea.others',
): TemplateResult {
  const { words } = context;
  const close = (event: Event) => {
    if (event.currentTarget instanceof Element) event.currentTarget.closest('details')?.removeAttribute('open');
  };
  return html`<details
    class="menu ideas-menu"
    @keydown=${closeOnEscape}
    @focusout=${closeOnLeave}
  >
    <summary>${words.t(label)}${icon('menu')}</summary>
    <div class="menu-body" @click=${close}>${names.map((name) => idea(context, preset, name))}</div>
  </details>`;
}

function title(name: IdeaName, { config }: Preset, words: Context['words']): string {
  return words.t(name === 'noActivations' && hasOnlyRelus(config.layers) ? 'idea.noActivations.relu' : `idea.${name}`);
}

function measuredText(data: MeasuredData | null, preset: Preset, name: IdeaName, words: Context['words']): string {
  const measured = measuredOf(preset, data, name);
  if (!data || !measured) return words.t('idea.measured.none');
  const on = measuredDataName(data, words);
  const { figure, first, second } = measured;
  if (first === null || second === null) return words.t('idea.measured.diverged', { data: on });
  const written = (value: number) => numberText(value, figure, words);
  return words.t(`idea.measured.${figure}`, { data: on, first: written(first), second: written(second) });
}

function numberText(value: number, figure: Measured['figure'], words: Context['words']): string {
  return figure === 'loss' || figure === 'jump' ? words.significant(value) : words.percent(value, 1);
}
