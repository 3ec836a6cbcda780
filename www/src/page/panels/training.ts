/** How it learns: the few settings that matter most, and folded below them all others, group by group. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { isActive } from '../../state/run/run.js';
import { runFields } from '../../state/setup/run-fields.js';
import { checkedSetup } from '../../state/state.js';
import type { Context } from '../context.js';
import { fieldsOf, group } from './run-field.js';
import { scheduleCurve } from './schedule-curve.js';
import { section } from './section.js';

export function training(context: Context): TemplateResult {
  const { state, words } = context;
  const { draft } = state.setup;
  const title = words.t('training.title');
  if (!draft)
    return section(
      state.lesson,
      'training',
      title,
      '',
      html`<p class="hint">${words.t(state.device.phase === 'failed' ? 'status.deviceFailed' : 'status.noDevice')}</p>`,
    );
  const { config } = draft;
  const active = isActive(state.run.status);
  // None of it changes with each step of a run, and there is much of it.
  const body = guard([state.setup, state.run.config, active, words], () => {
    const changes = config.changes?.length ?? 0;
    return html`<div class="fields">${fieldsOf(context, 'main')}</div>
      ${active ? html`<p class="hint">${words.t('setup.applies')}</p>` : nothing}
      ${changes > 0 ? repeatedChanges(context, changes) : nothing}
      <div class="groups">
        ${group(context, 'optimizer')}
        ${group(context, 'schedule', { summary: name(context, 'schedule'), extra: scheduleCurve(context) })}
        ${group(context, 'loss', { summary: name(context, 'loss') })}
        ${group(context, 'start', { summary: name(context, 'initialization') })} ${group(context, 'stopping')}
      </div>`;
  });
  const summary = words.t('training.summary', {
    optimizer: words.t(`training.optimizer.${config.optimizer.type}`),
    rate: draft.texts['learningRate'] ?? String(config.learningRate),
    epochs: checkedSetup(state.setup)?.problems['numEpochs']
      ? (draft.texts['numEpochs'] ?? '')
      : words.plural('training.epochs', config.numEpochs),
  });
  return section(state.lesson, 'training', title, summary, html`${body}`);
}

/** What was chosen, in words. */
function name({ state, words }: Context, id: 'schedule' | 'loss' | 'initialization'): string {
  const value = state.setup.draft && runFields[id].read(state.setup.draft.config);
  return (value && words.find(`training.${id}.${value}`)) ?? '';
}

function repeatedChanges({ words, dispatch }: Context, count: number): TemplateResult {
  return html`<p class="hint repeats">
    ${words.plural('setup.changes', count)}
    <button type="button" class="quiet" @click=${() => dispatch({ type: 'changesDropped' })}>
      ${words.t('setup.changes.drop')}
    </button>
  </p>`;
}
