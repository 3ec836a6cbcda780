/** How it learns: the settings of the next run, each with its explanation and, where it is wrong, what would be right. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../locale/words.js';
import { type Draft, type FieldName, fieldNames, fields, isEdited, type Problem } from '../../view/form.js';
import { icon } from '../../view/icon.js';
import { isActive } from '../../view/run.js';
import { checkedSetup } from '../../view/state.js';
import type { Context } from '../context.js';
import { section } from './section.js';

export function training(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const { preset, draft } = state.setup;
  const title = words.t('training.title');
  if (!preset || !draft) return section('training', title, '', html``);
  const checked = checkedSetup(state.setup);
  const body = html`<div class="fields">
    ${fieldNames.map((name) => field(context, draft, name, checked?.problems[name]))}
    <div class="field-notes">
      ${isActive(state.run.status) ? html`<p class="hint">${words.t('training.applies')}</p>` : nothing}
      ${
        isEdited(draft, preset)
          ? html`<button type="button" class="quiet" @click=${() => dispatch({ type: 'fieldsReset' })}>
              ${icon('undo')}${words.t('training.reset')}
            </button>`
          : nothing
      }
    </div>
  </div>`;
  const summary = words.t('training.summary', {
    optimizer: words.t(`training.optimizer.${draft.optimizer}`),
    rate: draft.learningRate,
    epochs: checked?.config ? words.plural('training.epochs', checked.config.numEpochs) : draft.numEpochs,
  });
  return section('training', title, summary, body);
}

function field(context: Context, draft: Draft, name: FieldName, problem: Problem | undefined): TemplateResult {
  const { state, words, dispatch } = context;
  const label = words.t(`training.${name}`);
  const isOpen = state.setup.help === name;
  const about = words.t('training.about', { field: label });
  const edit = (event: Event) => {
    const input = event.currentTarget;
    if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
    dispatch({ type: 'fieldEdited', name, text: input.value });
  };
  return html`<div class="field ${name}">
    <div class="field-label">
      <label for="field-${name}">${label}</label>
      <button
        type="button"
        class="help"
        aria-label=${about}
        title=${about}
        aria-expanded=${isOpen}
        aria-controls="help-${name}"
        @click=${(event: Event) => {
          dispatch({ type: 'helpToggled', name });
          if (!isOpen) showWhole(event, `help-${name}`);
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape' && isOpen) dispatch({ type: 'helpToggled', name });
        }}
        @blur=${() => isOpen && dispatch({ type: 'helpToggled', name })}
      >
        ${icon('help')}
      </button>
    </div>
    ${control(draft, name, edit, words, problem)}
    ${problem ? html`<p class="field-problem" id="problem-${name}">${problemText(problem, words)}</p>` : nothing}
    <p class="help-text" id="help-${name}" ?hidden=${!isOpen}>${words.t(`training.${name}.help`)}</p>
  </div>`;
}

function control(
  draft: Draft,
  name: FieldName,
  edit: (event: Event) => void,
  words: Words,
  problem: Problem | undefined,
): TemplateResult {
  if (name === 'optimizer') {
    return html`<select id="field-optimizer" @change=${edit}>
      ${fields.optimizer.options.map(
        (option) => html`<option value=${option} ?selected=${option === draft.optimizer}>
          ${words.t(`training.optimizer.${option}`)}
        </option>`,
      )}
    </select>`;
  }
  return html`<input
    id="field-${name}"
    type="text"
    inputmode=${fields[name].kind === 'whole' ? 'numeric' : 'decimal'}
    autocomplete="off"
    spellcheck="false"
    aria-invalid=${problem !== undefined}
    aria-describedby=${problem ? `problem-${name}` : nothing}
    .value=${draft[name]}
    @input=${edit}
  />`;
}

/** An explanation that opens below the edge of its column would not be seen. */
function showWhole(event: Event, id: string): void {
  const root = event.currentTarget instanceof Node ? event.currentTarget.ownerDocument : null;
  requestAnimationFrame(() => root?.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
}

function problemText(problem: Problem, words: Words): string {
  switch (problem.kind) {
    case 'positive':
      return words.t('training.bad.positive');
    case 'whole':
      return words.t('training.bad.whole', { min: problem.min, max: problem.max });
    default:
      return problem satisfies never;
  }
}
