/**
 * What the network has learnt: the test set in detail. Here are the head of the view and its states; what a report is
 * shown as lies in the folder beside this file.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { bounds, meanings as conditions } from '../../report/meaning.js';
import { seedGroups } from '../../state/comparing/seed-groups.js';
import { wilson } from '../../state/run/wilson.js';
import { canReport, type Found, isStale } from '../../state/slices/evaluation.js';
import { isViewShown } from '../../state/slices/lesson.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';
import { detailOf, explain } from '../explain.js';
import { calibration } from './evaluation/calibration.js';
import { card } from './evaluation/card.js';
import { gallery, mistakes } from './evaluation/gallery.js';
import { matrix } from './evaluation/matrix.js';
import { meanings } from './evaluation/names.js';
import { scores } from './evaluation/scores.js';
import { saveReport } from './report.js';
import { seedActions, spreadText } from './seeds.js';

export function evaluation(context: Context): TemplateResult {
  const { found, failure, isEvaluating } = context.state.evaluation;
  return html`<h2 class="visually-hidden">${context.words.t('view.evaluate')}</h2>
    ${failure ? problem(context) : nothing}
    ${found ? whole(context, found) : isEvaluating ? reading(context) : failure ? nothing : empty(context)}`;
}

function whole(context: Context, found: Found): TemplateResult {
  return html`${head(context, found)} ${meaning(context, found)}
    <div class="evaluate-grid">
      ${matrix(context, found)} ${gallery(context, found)} ${mistakes(context, found)} ${scores(context, found)}
      ${calibration(context, found)}
    </div>
    ${card(context, found)}`;
}

function head(context: Context, found: Found): TemplateResult {
  const { words, state, evaluator } = context;
  const { report } = found;
  const { isEvaluating } = state.evaluation;
  const stale = isStale(found, state.run);
  const wrong = Math.round(report.images * (1 - report.accuracy));
  const note = found.isOfEarlierRun ? 'evaluate.stale.earlier' : stale ? 'evaluate.stale' : 'evaluate.at';
  const interval = wilson(report.images - wrong, report.images);
  const figures: readonly (readonly [name: string, value: string, note?: string | undefined])[] = [
    [
      words.t('evaluate.accuracy'),
      words.percent(report.accuracy, 2),
      interval ? words.t('report.interval', bounds(interval, words)) : undefined,
    ],
    [words.t('evaluate.wrong', { images: report.images }), words.number(wrong)],
    [words.t('evaluate.top2'), words.percent(report.top2Accuracy, 2)],
    [words.t('evaluate.loss'), words.significant(report.loss)],
  ];
  return html`<div class="evaluate-head panel">
    <dl>
      ${figures.map(
        ([name, value, note]) => html`<div>
          <dt>${name}</dt>
          <dd class="display">${value}</dd>
          ${note === undefined ? nothing : html`<dd class="hint">${note}</dd>`}
        </div>`,
      )}
    </dl>
    <div class="evaluate-note">
      <p class=${stale ? 'stale' : 'hint'} role="status">
        ${isEvaluating ? progressText(context) : note === 'evaluate.stale.earlier' ? words.t(note) : words.t(note, { step: found.step })}
      </p>
      ${isEvaluating ? bar(context) : nothing}
      <div class="evaluate-actions">
        <button
          type="button"
          aria-disabled=${isEvaluating || !canReport(state.run)}
          @click=${() => void evaluator.read()}
        >
          ${words.t('evaluate.again')}
        </button>
        ${saveReport(context, false)}
      </div>
    </div>
    ${meanings(context, [
      ['evaluate.accuracy', 'evaluate.accuracy.help'],
      ['evaluate.top2', 'evaluate.top2.help'],
      ['evaluate.loss', 'evaluate.loss.help'],
    ])}
  </div>`;
}

/** What the downloaded report says of its numbers stands here, too. */
function meaning(context: Context, { report, step, isOfEarlierRun }: Found): TemplateResult {
  const { words, state } = context;
  const { choice } = state.data.loaded ?? state.data;
  const run = isOfEarlierRun ? null : state.run;
  return html`<section class="panel evaluate-meaning" aria-labelledby="meaning-title">
    <h3 id="meaning-title">${words.t('report.meaning')}</h3>
    <ul>
      ${conditions({ report, step, run, data: { choice } }, words).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    ${luck(context)}
  </section>`;
}

/** What other seeds came to, or the way to find out; nothing before the run is kept. */
function luck(context: Context): TemplateResult | typeof nothing {
  const { state, words } = context;
  const { kept, current } = state.runs;
  const run = kept?.find(({ id }) => id === current);
  if (!kept || !run) return nothing;
  const group = seedGroups(kept).find(({ runs }) => runs.includes(run));
  if (!group) return nothing;
  const { accuracy } = group;
  return html`<div class="evaluate-seeds">
    ${accuracy && accuracy.count > 1 ? html`<p role="status">${spreadText(accuracy, words)}</p>` : nothing}
    ${seedActions(context, group, run.id)}
  </div>`;
}

function progressText({ state, words }: Context): string {
  const { testing } = state.run;
  return testing ? words.t('evaluate.reading.of', testing) : words.t('evaluate.reading');
}

function bar(context: Context): TemplateResult {
  const { testing } = context.state.run;
  const label = context.words.t('evaluate.reading');
  return testing && testing.total > 0
    ? html`<progress aria-label=${label} max="1" value=${testing.done / testing.total}></progress>`
    : html`<progress aria-label=${label}></progress>`;
}

function reading(context: Context): TemplateResult {
  return html`<div class="evaluate-state">
    <p role="status">${progressText(context)}</p>
    ${bar(context)}
  </div>`;
}

function empty(context: Context): TemplateResult {
  const { state, words, dispatch } = context;
  const isComing = state.run.info !== null && state.run.status === 'running';
  return html`<div class="evaluate-state">
    <p>${words.t(isComing ? 'evaluate.waiting' : 'evaluate.empty')}</p>
    ${
      isComing
        ? html`<progress aria-label=${words.t('evaluate.reading')}></progress>`
        : isViewShown(state.lesson, 'train')
          ? html`<button type="button" class="primary" @click=${() => dispatch({ type: 'viewChosen', view: 'train' })}>
              ${words.t('evaluate.empty.go')}
            </button>`
          : nothing
    }
  </div>`;
}

function problem(context: Context): TemplateResult | typeof nothing {
  const { state, words, evaluator } = context;
  const { failure } = state.evaluation;
  if (!failure) return nothing;
  const explanation = explain(failure, words);
  return html`<div class="problem evaluate-problem" role="alert">
    <p>${icon('warning')}<span>${words.t('evaluate.failed')} ${explanation.text}</span></p>
    ${detailOf(explanation, words)}
    <div class="actions">
      ${
        canReport(state.run)
          ? html`<button type="button" @click=${() => void evaluator.read()}>${words.t('evaluate.retry')}</button>`
          : nothing
      }
    </div>
  </div>`;
}
