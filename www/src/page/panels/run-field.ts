/** The settings of a run as they are shown: beside the preset's, and beside those of the run under way. */
import { html, nothing, type TemplateResult } from 'lit';
import { isActive } from '../../state/run/run.js';
import { type Draft, type Problems, shown } from '../../state/setup/draft.js';
import { fittedText } from '../../state/setup/fitted-schedule.js';
import { changedAt, inForce } from '../../state/setup/live.js';
import { type GroupName, groups, type RunFieldId, runFields } from '../../state/setup/run-fields.js';
import { usualRateFor } from '../../state/setup/usual-rate.js';
import { checkedSetup, differencesOf } from '../../state/state.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { fieldView, valueText } from './field.js';

/** The fields of a group that the configuration has. */
export function fieldsOf(context: Context, name: GroupName): TemplateResult {
  const { draft } = context.state.setup;
  if (!draft) return html``;
  const problems = checkedSetup(context.state.setup)?.problems ?? {};
  return html`${groups[name].map((id) => runField(context, draft, id, problems))}`;
}

interface GroupExtras {
  /** What was chosen, in a word. */
  readonly summary?: string;
  /** Below its fields. */
  readonly extra?: TemplateResult | typeof nothing;
  /** Groups that `extra` shows, and that count as this one. */
  readonly more?: readonly GroupName[];
  readonly toggled?: (isOpen: boolean) => void;
}

/** A group that waits folded: its name, and how much of it was changed. */
export function group(
  context: Context,
  name: Exclude<GroupName, 'main' | 'augmentation'>,
  { summary = '', extra = nothing, more = [], toggled }: GroupExtras = {},
): TemplateResult {
  const { state, words } = context;
  const ids: readonly string[] = [...groups[name], ...more.flatMap((one) => groups[one])];
  const problems = checkedSetup(state.setup)?.problems ?? {};
  const isBad = ids.some((id) => problems[id]);
  const changed = differencesOf(state.setup).filter((id) => ids.includes(id)).length;
  return html`<details
    class="group"
    id="group-${name}"
    @toggle=${(event: Event) => {
      if (event.currentTarget instanceof HTMLDetailsElement) toggled?.(event.currentTarget.open);
    }}
  >
    <summary class=${isBad ? 'bad' : ''}>
      ${icon(isBad ? 'warning' : 'open')}
      <span>${words.t(`setup.group.${name}`)}</span>
      <span class="group-summary">
        ${changed > 0 ? html`<span class="changed"></span>${words.plural('setup.changed', changed)}` : summary}
      </span>
    </summary>
    <div class="fields">${fieldsOf(context, name)}</div>
    ${extra}
  </details>`;
}

function runField(context: Context, draft: Draft, id: RunFieldId, problems: Problems): TemplateResult | typeof nothing {
  const { state, dispatch, session } = context;
  const text = shown(draft, id);
  if (text === null) return nothing;
  const { preset } = state.setup;
  const isChanged = differencesOf(state.setup).includes(id);
  const field = runFields[id];
  return fieldView(context, {
    id,
    key: `training.${id}`,
    control: field.control,
    text,
    fitted: fittedText(state.setup, id),
    problem: problems[id],
    original: isChanged && preset ? field.read(preset.config) : null,
    note: html`${text === '' ? followsRun(context, id) : nothing}${beside(context, draft, id, problems[id] !== undefined)}${
      id === 'learningRate' && !problems[id] ? usualRate(context, draft) : nothing
    }`,
    edit: (typed) => dispatch({ type: 'fieldEdited', name: id, text: typed }),
    commit: () => {
      dispatch({ type: 'fieldLeft' });
      void session.setup.apply(id);
    },
  });
}

/** What is left open follows the run; whoever wants another number types it. */
function followsRun({ words }: Context, id: RunFieldId): TemplateResult | typeof nothing {
  const follows = words.find(`training.${id}.empty`);
  return follows === undefined ? nothing : html`<p class="field-note">${follows}</p>`;
}

/** Another optimizer takes steps of another size: what is usual for it is at hand, and never set unasked. */
function usualRate({ state, words, dispatch }: Context, { config }: Draft): TemplateResult | typeof nothing {
  const rate = usualRateFor(config, state.setup.preset);
  if (rate === null) return nothing;
  const [optimizer, value] = [words.t(`training.optimizer.${config.optimizer.type}`), String(rate)];
  return html`<p class="field-note usual-rate" role="status">
    <span>${words.t('setup.usualRate', { optimizer, value })}</span>
    <button
      type="button"
      class="quiet"
      @click=${() => {
        dispatch({ type: 'fieldEdited', name: 'learningRate', text: value });
        dispatch({ type: 'fieldLeft' });
      }}
    >
      ${words.t('setup.usualRate.use', { value })}
    </button>
  </p>`;
}

/** What is said of a field while a run is under way. */
function beside(context: Context, draft: Draft, id: RunFieldId, isBad: boolean): TemplateResult | typeof nothing {
  const { state, words, session } = context;
  const { run } = state;
  if (!isActive(run.status) || !run.config || isBad) return nothing;
  const field = runFields[id];
  const holds = field.read(inForce(run.config, run.step));
  const differs = holds !== null && holds !== field.read(draft.config);
  if (differs && !field.change) return html`<p class="field-note">${words.t('setup.next')}</p>`;
  if (differs) {
    const value = valueText({ key: `training.${id}`, control: field.control }, holds, words);
    return html`<p class="field-note">
      <span>${words.t('setup.live.differs', { value })}</span>
      <button type="button" class="quiet" @click=${() => void session.setup.apply(id)}>
        ${words.t('setup.live.apply')}
      </button>
    </p>`;
  }
  const since = changedAt(run.config, id, run.step);
  if (since === null) return nothing;
  return html`<p class="field-note live" role="status">${words.t('setup.live.since', { step: since })}</p>`;
}
