/** What the user wrote on a run: a note, and tags by which runs are found again. Edited where it stands. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ListedRun } from '../../../state/comparing/listed-run.js';
import type { Context } from '../../context.js';
import { focusSoon, rowOf } from './question.js';

/** Longer ones are cut off on their way in. */
const [MAX_NOTE, MAX_TAGS] = [500, 120];

export function beginRemarking({ dispatch }: Context, { id }: ListedRun): void {
  dispatch({ type: 'runRemarking', id });
  focusSoon('.run-remarks textarea');
}

export function remarksOf(context: Context, run: ListedRun): TemplateResult | typeof nothing {
  if (context.state.comparison.remarking === run.id) return form(context, run);
  const { note, tags = [] } = run;
  if (!note && tags.length === 0) return nothing;
  return html`<div class="run-remarked">
    ${note ? html`<p class="run-note">${note}</p>` : nothing}
    ${tags.length > 0 ? html`<p class="run-tags">${tags.map((tag) => chip(context, tag))}</p>` : nothing}
  </div>`;
}

/** Shows the runs that have it, or all again. */
function chip({ state, words, dispatch }: Context, tag: string): TemplateResult {
  const filter = `#${tag}`;
  const isOn = state.comparison.filter === filter;
  return html`<button
    type="button"
    class="chip run-tag"
    aria-pressed=${isOn}
    title=${words.t(isOn ? 'runs.tag.off' : 'runs.tag', { tag })}
    @click=${() => dispatch({ type: 'runsFiltered', filter: isOn ? '' : filter })}
  >
    ${tag}
  </button>`;
}

function form(context: Context, run: ListedRun): TemplateResult {
  const { words, runs, dispatch } = context;
  const end = () => {
    dispatch({ type: 'runRemarking', id: null });
    focusSoon(`${rowOf(run.id)} :is([data-ask=remarks], .run-menu > summary)`);
  };
  return html`<form
    class="run-remarks"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const { currentTarget } = event;
      if (!(currentTarget instanceof HTMLFormElement)) return;
      const typed = new FormData(currentTarget);
      const note = String(typed.get('note') ?? '').trim();
      const tags = tagsOf(String(typed.get('tags') ?? ''));
      void runs.annotate(run.id, { note: note || undefined, tags: tags.length > 0 ? tags : undefined });
      end();
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') end();
    }}
  >
    <label class="field">
      <span>${words.t('runs.note')}</span>
      <textarea name="note" rows="2" maxlength=${MAX_NOTE} .value=${run.note ?? ''}></textarea>
    </label>
    <label class="field">
      <span>${words.t('runs.tags')}</span>
      <input type="text" name="tags" maxlength=${MAX_TAGS} autocomplete="off" .value=${(run.tags ?? []).join(', ')} />
    </label>
    <div class="actions">
      <button type="button" @click=${end}>${words.t('runs.cancel')}</button>
      <button type="submit">${words.t('runs.remarks.save')}</button>
    </div>
  </form>`;
}

/** Each once, by commas of either language, without the sign that some write before them. */
export function tagsOf(text: string): readonly string[] {
  const tags = text.split(/[,，、]/).map((tag) => tag.trim().replace(/^#+/, '').replaceAll(/\s+/g, ' '));
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
