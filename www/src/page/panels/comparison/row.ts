/** A run of the list: its colour, which is also the box that brings it on the charts, its name, and how it went. */
import { html, nothing, type TemplateResult } from 'lit';
import { lineKey } from '../../../charts/line-key.js';
import { duration, type Words } from '../../../locale/words.js';
import { isLive, type ListedRun } from '../../../state/comparing/listed-run.js';
import { dataName } from '../../../state/run/in-words.js';
import type { Context } from '../../context.js';
import { runName } from '../../runs/run-name.js';
import { actions } from './actions.js';
import { question } from './question.js';
import { remarksOf } from './remarks.js';
import { nameOf } from './rename.js';

export function row(context: Context, run: ListedRun, isNarrow: boolean): TemplateResult {
  const { state, words, dispatch } = context;
  const { pointedOut, selected, question: asked } = state.comparison;
  const name = runName(run, words, state);
  const point = (id: string | null) => dispatch({ type: 'runPointedOut', id });
  const isAsked = asked?.place === 'row' && asked.ids.includes(run.id);
  const isBusy = state.runs.busy === run.id;
  return html`<li
    class="run-row ${run.id === pointedOut ? 'pointed-out' : ''}"
    data-run=${run.id}
    aria-busy=${isBusy}
    @pointerenter=${() => point(run.isShown ? run.id : null)}
    @pointerleave=${() => point(null)}
    @focusin=${() => point(run.isShown ? run.id : null)}
    @focusout=${() => point(null)}
  >
    <span class="run-look">
      <input
        type="checkbox"
        class="run-swatch"
        style="--run:var(--${run.look.color})"
        .checked=${run.isShown}
        aria-label=${words.t('runs.show', { name })}
        title=${words.t('runs.show', { name })}
        @change=${(event: Event) => toggle(context, run, event)}
      />
      ${run.look.dash > 0 ? lineKey({ ...run.look, form: 'line' }) : nothing}
    </span>
    <div class="run-title">${nameOf(context, run)}</div>
    ${result(run, words)}
    <p class="run-facts">${standing(run, words)}</p>
    <p class="run-facts wide">${origin(run, words)}</p>
    ${remarksOf(context, run)}
    <div class="run-foot">
      <span class="run-when">${when(run, words)}
      ${
        run.isAtHand
          ? html`<span class=${isLive(run) ? 'run-live live' : 'run-live'} title=${words.t('runs.live.about')}>
              ${words.t('runs.live')}
            </span>`
          : nothing
      }</span>
      ${selected ? box(context, run, name, selected) : isAsked ? nothing : actions(context, run, name, isNarrow)}
    </div>
    ${isBusy ? html`<progress aria-label=${words.t('runs.busy')}></progress>` : nothing}
    ${isAsked ? question(context, [run]) : nothing}
  </li>`;
}

function toggle({ runs, dispatch }: Context, run: ListedRun, { currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLInputElement)) return;
  dispatch({ type: 'shownChosen' });
  dispatch({ type: 'runPointedOut', id: currentTarget.checked ? run.id : null });
  void runs.show(run.id, currentTarget.checked);
}

function result({ bestTest, lastTest }: ListedRun, words: Words): TemplateResult {
  return html`<p class="run-result">
    <strong>${bestTest ? words.percent(bestTest.accuracy, 2) : '–'}</strong>
    <span>${lastTest ? words.t('runs.lastLoss', { loss: words.significant(lastTest.loss) }) : ''}</span>
  </p>`;
}

const between = ' · ';

function standing(run: ListedRun, words: Words): string {
  const { status, step, info, seconds } = run;
  const steps =
    status === 'finished' ? words.plural('runs.steps', step) : words.t('runs.step', { step, steps: info.numSteps });
  return [standingText(run, words), steps, duration(seconds)].join(between);
}

function origin({ data, info }: ListedRun, words: Words): string {
  const { numParams } = info.summary;
  return [
    words.t('data.summary', { name: dataName(data, words), count: info.numTrain }),
    words.plural('runs.params', numParams, 'count', { params: words.compact(numParams) }),
  ].join(between);
}

function when({ beganAt, checkpoint, isAtHand }: ListedRun, words: Words): TemplateResult {
  const isWithout = checkpoint === null && !isAtHand;
  return html`<span
    ><time datetime=${new Date(beganAt).toISOString()} title=${words.date(beganAt)}
      >${words.ago(Math.max(0, Date.now() - beganAt))}</time
    >${isWithout ? between + words.t('runs.weightsGone') : ''}</span
  >`;
}

/** In another tab it may go on, whatever it was when it was written last. */
function standingText({ status, elsewhere }: Pick<ListedRun, 'status' | 'elsewhere'>, words: Words): string {
  const isOpen = elsewhere === 'training' || (elsewhere === 'open' && status === 'paused');
  return words.t(isOpen ? `runs.elsewhere.${elsewhere}` : `status.${status}`);
}

/** As it stands, or why it ended. */
export function statusText(run: Pick<ListedRun, 'status' | 'outcome' | 'elsewhere'>, words: Words): string {
  const { status, outcome } = run;
  if (status === 'finished' && outcome) return words.t(`finished.${outcome.reason}`);
  return standingText(run, words);
}

function box({ words, dispatch }: Context, run: ListedRun, name: string, selected: readonly string[]): TemplateResult {
  return html`<label class="run-box" title=${words.t('runs.select.one', { name })}>
    <input
      type="checkbox"
      .checked=${selected.includes(run.id)}
      aria-label=${words.t('runs.select.one', { name })}
      @change=${({ currentTarget }: Event) => {
        if (!(currentTarget instanceof HTMLInputElement)) return;
        dispatch({ type: 'runSelected', id: run.id, isSelected: currentTarget.checked });
      }}
    />
  </label>`;
}
