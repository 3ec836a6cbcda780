/** How a lesson is put together: what learners see of the page, by a click for the usual ones or part by part. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PlainKey } from '../../locale/words.js';
import {
  lessonPresets,
  linkForms,
  type PartName,
  partNames,
  presetOf,
  presets,
  viewsWith,
} from '../../state/slices/lesson.js';
import type { Context } from '../context.js';

/** Parts that belong together. Every part is in one of them. */
const groups = {
  settings: ['data', 'network', 'training'],
  watch: ['ideas', 'charts', 'images', 'results'],
  try: ['draw', 'evaluate', 'compare'],
  frame: ['commands', 'preferences'],
} as const satisfies Readonly<Record<string, readonly PartName[]>>;
const groupNames = ['settings', 'watch', 'try', 'frame'] as const;

/** Whether there is anything to look at. */
export function canShow(chosen: readonly PartName[]): boolean {
  return viewsWith(chosen).length > 0;
}

export function lessonChoices(context: Context): TemplateResult {
  const { state, dispatch } = context;
  const { chosen, form } = state.lesson;
  return html`${segments(context, 'lesson.what', [
    { label: 'lesson.whole', isChosen: chosen === null, press: () => dispatch({ type: 'partsChosen', names: null }) },
    {
      label: 'lesson.lesson',
      isChosen: chosen !== null,
      press: () => chosen === null && dispatch({ type: 'partsChosen', names: presets.watch }),
    },
  ])}
    ${chosen ? whichParts(context, chosen) : nothing}
    ${segments(
      context,
      'share.form',
      linkForms.map((one) => ({
        label: `share.form.${one}`,
        isChosen: one === form,
        press: () => dispatch({ type: 'linkFormChosen', form: one }),
      })),
    )}`;
}

interface Segment {
  readonly label: PlainKey;
  readonly isChosen: boolean;
  readonly press: () => unknown;
}

function segments({ words }: Context, label: PlainKey, all: readonly Segment[]): TemplateResult {
  return html`<div class="segments wide" role="group" aria-label=${words.t(label)}>
    ${all.map(
      ({ label: name, isChosen, press }) => html`<button type="button" aria-pressed=${isChosen} @click=${press}>
        ${words.t(name)}
      </button>`,
    )}
  </div>`;
}

function whichParts(context: Context, chosen: readonly PartName[]): TemplateResult {
  const { words, dispatch } = context;
  const preset = presetOf(chosen);
  return html`<div class="lesson-presets" role="group" aria-label=${words.t('lesson.presets')}>
      ${lessonPresets.map(
        (name) => html`<button
          type="button"
          class="chip"
          aria-pressed=${name === preset}
          @click=${() => dispatch({ type: 'partsChosen', names: presets[name] })}
        >
          ${words.t(`lesson.preset.${name}`)}
        </button>`,
      )}
    </div>
    <div class="lesson-parts">
      ${groupNames.map(
        (group) => html`<fieldset>
          <legend>${words.t(`lesson.group.${group}`)}</legend>
          ${groups[group].map((name) => part(context, chosen, name))}
        </fieldset>`,
      )}
    </div>
    <p class="hint" role="status">${told(context, chosen)}</p>`;
}

function part({ words, dispatch }: Context, chosen: readonly PartName[], name: PartName): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${chosen.includes(name)}
      @change=${() => dispatch({ type: 'partToggled', name })}
    />
    <span>${words.t(`lesson.part.${name}`)}</span>
  </label>`;
}

/** What the choice comes to. */
function told({ words }: Context, chosen: readonly PartName[]): string {
  if (!canShow(chosen)) return words.t('lesson.nothing');
  if (!chosen.includes('commands')) return words.t('lesson.untrained');
  const hidden = partNames.filter((name) => !chosen.includes(name));
  if (hidden.length === 0) return words.t('lesson.hidden.none');
  return words.t('lesson.hidden', { parts: words.list(hidden.map((name) => words.t(`lesson.part.${name}`))) });
}
