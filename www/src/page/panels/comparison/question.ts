/** What cannot be undone is asked once more, where it was asked for. */
import { html, type TemplateResult } from 'lit';
import { bytesOf, type ListedRun } from '../../../state/comparing/listed-run.js';
import type { Question } from '../../../state/slices/comparison.js';
import type { Context } from '../../context.js';

export function ask({ dispatch }: Context, asked: Question): void {
  dispatch({ type: 'runsAsked', question: asked });
  focusSoon('.run-question button');
}

export function question(context: Context, listed: readonly ListedRun[]): TemplateResult {
  const { state, words, runs, dispatch } = context;
  const asked = state.comparison.question;
  if (!asked) return html``;
  const concerned = listed.filter(({ id }) => asked.ids.includes(id));
  const put = () => dispatch({ type: 'runsAsked', question: null });
  const leave = () => {
    put();
    const root = asked.place === 'row' ? rowOf(asked.ids[0] ?? '') : ':is(.run-selection, .room)';
    focusSoon(`${root} [data-ask="${asked.what}"]`);
  };
  const confirm = () => {
    put();
    if (asked.what === 'weights') void runs.removeCheckpoints(asked.ids);
    else void runs.remove(asked.ids);
    focusSoon('#runs-title');
  };
  const count = concerned.length;
  const text =
    asked.what === 'weights'
      ? words.plural('room.forget.ask', count, 'count', { size: words.size(bytesOf(concerned)) })
      : asked.place === 'row'
        ? words.t('runs.remove.ask')
        : words.plural('runs.remove.askMany', count);
  return html`<div
    class="run-question"
    role="alertdialog"
    aria-label=${text}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    }}
  >
    <p>${text}</p>
    <div class="actions">
      <button type="button" @click=${leave}>${words.t('runs.cancel')}</button>
      <button type="button" class="danger" @click=${confirm}>
        ${words.t(asked.what === 'weights' ? 'room.forget' : 'runs.remove')}
      </button>
    </div>
  </div>`;
}

/** Where a run stands in the list. */
export function rowOf(id: string): string {
  return `[data-run="${CSS.escape(id)}"]`;
}

/** Once it is drawn. */
export function focusSoon(selector: string): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#comparison ${selector}`)?.focus()),
  );
}
