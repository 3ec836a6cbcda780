/**
 * One setting: its name, an explanation on demand, the control that its table asks for, and, where it is wrong, what
 * would be right.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../locale/words.js';
import type { Problem } from '../../state/setup/draft.js';
import type { Control } from '../../state/setup/field.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { rangeText } from '../refusal-text.js';

export interface FieldView {
  /** Of its elements, and of its explanation. */
  readonly id: string;
  /** Of its words; those of a choice and its explanation follow from it. */
  readonly key: string;
  readonly control: Control;
  readonly text: string;
  /** What an empty one comes to, where that is known. */
  readonly fitted?: string | null;
  readonly problem: Problem | undefined;
  /** What the preset has, where that is something else. */
  readonly original: string | null;
  /** Below the control. */
  readonly note?: TemplateResult | typeof nothing;
  readonly edit: (text: string) => void;
  /** Enter was pressed, or the field was left with something new in it. */
  readonly commit?: () => void;
}

export function fieldView(context: Context, view: FieldView): TemplateResult {
  const { words } = context;
  const { id, problem, original } = view;
  const label = words.find(view.key) ?? view.key;
  const changed = original === null ? '' : words.t('setup.original', { value: valueText(view, original, words) });
  return html`<div class="field ${id}">
    <div class="field-label">
      <label for="field-${id}">${label}</label>
      ${
        original === null
          ? nothing
          : html`<span class="changed" title=${changed}><span class="visually-hidden">${changed}</span></span>`
      }
      ${helpButton(context, id, label)}
    </div>
    ${control(view, words)}
    ${problem ? html`<p class="field-problem" id="problem-${id}">${problemText(problem, words)}</p>` : nothing}
    ${view.note ?? nothing} ${helpText(context, id, words.find(`${view.key}.help`) ?? '')}
  </div>`;
}

/** Opens an explanation; leaving it or Escape closes it. */
export function helpButton({ state, words, dispatch }: Context, id: string, label: string): TemplateResult {
  const isOpen = state.setup.help === id;
  const about = words.t('training.about', { field: label });
  return html`<button
    type="button"
    class="help"
    aria-label=${about}
    title=${about}
    aria-expanded=${isOpen}
    aria-controls="help-${id}"
    @click=${(event: Event) => {
      dispatch({ type: 'helpToggled', name: id });
      if (!isOpen) showWhole(event, `help-${id}`);
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape' && isOpen) dispatch({ type: 'helpToggled', name: id });
    }}
    @blur=${() => isOpen && dispatch({ type: 'helpToggled', name: id })}
  >
    ${icon('help')}
  </button>`;
}

export function helpText({ state }: Context, id: string, text: string): TemplateResult {
  return html`<p class="help-text" id="help-${id}" ?hidden=${state.setup.help !== id}>${text}</p>`;
}

/** A value as it is told: choices by their names, nothing as such. */
export function valueText({ key, control: { kind } }: Pick<FieldView, 'key' | 'control'>, text: string, words: Words) {
  switch (kind) {
    case 'choice':
      return words.find(`${key}.${text}`) ?? text;
    case 'switch':
      return words.t(text === 'on' ? 'setup.on' : 'setup.off');
    case 'number':
      return text === '' ? (words.find(`${key}.empty`) ?? words.t('setup.none')) : text;
    default:
      return kind satisfies never;
  }
}

function control(view: FieldView, words: Words): TemplateResult {
  const { id, key, control, text, fitted, problem, edit, commit } = view;
  const described = problem ? `problem-${id}` : nothing;
  switch (control.kind) {
    case 'choice': {
      // What came with a link or a run is shown, though it cannot be chosen.
      const options = control.options.includes(text) ? control.options : [text, ...control.options];
      return html`<select
        id="field-${id}"
        aria-invalid=${problem !== undefined}
        aria-describedby=${described}
        @change=${(event: Event) => {
          if (event.currentTarget instanceof HTMLSelectElement) edit(event.currentTarget.value);
        }}
      >
        ${options.map(
          (option) => html`<option value=${option} .selected=${option === text}>
            ${words.find(`${key}.${option}`) ?? option}
          </option>`,
        )}
      </select>`;
    }
    case 'switch':
      return html`<span class="switch">
        <input
          id="field-${id}"
          type="checkbox"
          role="switch"
          aria-invalid=${problem !== undefined}
          aria-describedby=${described}
          .checked=${text === 'on'}
          @change=${(event: Event) => {
            if (event.currentTarget instanceof HTMLInputElement) edit(event.currentTarget.checked ? 'on' : 'off');
          }}
        />
        <span aria-hidden="true">${words.t(text === 'on' ? 'setup.on' : 'setup.off')}</span>
      </span>`;
    case 'number':
      return html`<input
        id="field-${id}"
        type="text"
        inputmode=${control.range.isWhole ? 'numeric' : 'decimal'}
        autocomplete="off"
        spellcheck="false"
        placeholder=${control.isOptional ? (fitted ?? valueText({ key, control }, '', words)) : nothing}
        aria-invalid=${problem !== undefined}
        aria-describedby=${described}
        .value=${text}
        @input=${(event: Event) => {
          if (event.currentTarget instanceof HTMLInputElement) edit(event.currentTarget.value);
        }}
        @change=${commit ?? nothing}
      />`;
    default:
      return control satisfies never;
  }
}

/** An explanation that opens below the edge of its column would not be seen. */
function showWhole(event: Event, id: string): void {
  const root = event.currentTarget instanceof Node ? event.currentTarget.ownerDocument : null;
  requestAnimationFrame(() => root?.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
}

function problemText(problem: Problem, words: Words): string {
  if (problem.kind !== 'range') return words.t(`setup.bad.${problem.kind}`);
  const text = rangeText(problem.range, words);
  return problem.isOptional ? `${text} ${words.t('setup.bad.optional')}` : text;
}
