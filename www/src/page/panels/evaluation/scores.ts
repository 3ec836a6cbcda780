/** How well each class is read, and the means over them. */
import { html, type TemplateResult } from 'lit';
import type { PlainKey } from '../../../locale/words.js';
import type { Found } from '../../../state/slices/evaluation.js';
import type { Context } from '../../context.js';
import { showGallery } from './gallery.js';
import { meanings, nameOf } from './names.js';

const measures = ['precision', 'recall', 'f1'] as const;
const columns: readonly PlainKey[] = ['scores.precision', 'scores.recall', 'scores.f1', 'scores.support'];

export function scores(context: Context, { report }: Found): TemplateResult {
  const { words, dispatch } = context;
  const share = (value: number | null) => (value === null ? '–' : words.percent(value, 1));
  const show = (truth: number) => {
    dispatch({ type: 'filtered', filter: { truth, predicted: null, outcome: 'all', order: 'unsure' } });
    showGallery();
  };
  const means = [
    ['scores.macro', report.macroAverage],
    ['scores.weighted', report.weightedAverage],
  ] as const;
  return html`<section class="panel" aria-labelledby="scores-title">
    <h3 id="scores-title">${words.t('scores.title')}</h3>
    <div class="scores-frame" tabindex="0" role="group" aria-labelledby="scores-title">
      <table class="scores">
        <thead>
          <tr>
            <th scope="col">${words.t('scores.class')}</th>
            ${columns.map((column) => html`<th scope="col" class="number">${words.t(column)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${report.classes.map(
            (scores, index) => html`<tr>
              <th scope="row">
                <button
                  type="button"
                  class="quiet"
                  aria-label=${words.t('scores.show', { name: nameOf(context, index) })}
                  title=${words.t('scores.show', { name: nameOf(context, index) })}
                  @click=${() => show(index)}
                >
                  ${nameOf(context, index)}
                </button>
              </th>
              ${measures.map((measure) => html`<td class="number">${meter(scores[measure])}${share(scores[measure])}</td>`)}
              <td class="number">${words.number(scores.support)}</td>
            </tr>`,
          )}
        </tbody>
        <tfoot>
          ${means.map(
            ([name, mean]) => html`<tr>
              <th scope="row">${words.t(name)}</th>
              ${measures.map((measure) => html`<td class="number">${share(mean[measure])}</td>`)}
              <td class="number">${words.number(report.images)}</td>
            </tr>`,
          )}
        </tfoot>
      </table>
    </div>
    ${meanings(context, [
      ['scores.precision', 'scores.precision.help'],
      ['scores.recall', 'scores.recall.help'],
      ['scores.f1', 'scores.f1.help'],
      ['scores.support', 'scores.support.help'],
      ['scores.macro', 'scores.macro.help'],
    ])}
  </section>`;
}

/** The same as a length, so that the weak classes are seen at a glance. */
function meter(share: number | null): TemplateResult {
  return html`<span class="meter" aria-hidden="true"><span style="width:${((share ?? 0) * 100).toFixed(1)}%"></span></span>`;
}
