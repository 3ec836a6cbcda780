/** What the runs came to, side by side: a row a result, the best of each marked. */
import { html, nothing, type TemplateResult } from 'lit';
import { duration, type PlainKey, type Words } from '../../../locale/words.js';
import { bounds } from '../../../report/meaning.js';
import { curvesOfRun, type ListedRun } from '../../../state/comparing/listed-run.js';
import {
  best,
  bestRuns,
  type OutcomeName,
  outcomeNames,
  outcomes as table,
} from '../../../state/comparing/outcomes.js';
import { wilson } from '../../../state/run/wilson.js';
import { icon } from '../../../widgets/icon.js';
import type { Context } from '../../context.js';
import { head } from './head.js';
import { statusText } from './row.js';

const formats: Readonly<Record<OutcomeName, (words: Words, value: number) => string>> = {
  bestAccuracy: (words, value) => words.percent(value, 2),
  lastAccuracy: (words, value) => words.percent(value, 2),
  bestLoss: (words, value) => words.significant(value),
  lastLoss: (words, value) => words.significant(value),
  epochs: (words, value) => words.number(value, 1),
  steps: (words, value) => words.number(value),
  time: (_, value) => duration(value),
  speed: (words, value) => words.steady(value),
  params: (words, value) => words.number(value),
  multiplyAdds: (words, value) => words.number(value),
};

export function outcomes(context: Context, shown: readonly ListedRun[]): TemplateResult | typeof nothing {
  const { state, words } = context;
  if (shown.length === 0) return nothing;
  const rows = outcomeNames.map((name) => {
    const values = shown.map((run) => table[name].of(run, curvesOfRun(run, state.runs, state.run)));
    const bests = bestRuns(name, shown, values);
    return { name, values, bests, isTied: bests.size === 0 && best(values, table[name].better).size > 0 };
  });
  const isTied = rows.some((row) => row.isTied);
  const title: PlainKey = 'outcomes.title';
  return html`<section class="panel" aria-labelledby="outcomes-title">
    <h3 id="outcomes-title">${words.t(title)}</h3>
    ${isTied ? html`<p class="hint outcomes-tied">${words.t('outcomes.tied')}</p>` : nothing}
    <div class="compare-frame" tabindex="0" role="group" aria-labelledby="outcomes-title">
      <table class="compare-table">
        ${head(context, words.t('outcomes.measure'), shown)}
        <tbody>
          ${rows.map(
            ({ name, values, bests }) => html`<tr>
              <th scope="row">${words.t(`outcomes.${name}`)}</th>
              ${values.map(
                (value, index) => html`<td class=${bests.has(index) ? 'best' : ''}>
                  ${value === null ? '–' : formats[name](words, value)}
                  ${intervalOf(name, shown[index], words)}
                  ${bests.has(index) ? html`${icon('star')}<span class="visually-hidden">${words.t('outcomes.best')}</span>` : nothing}
                </td>`,
              )}
            </tr>`,
          )}
          <tr>
            <th scope="row">${words.t('outcomes.end')}</th>
            ${shown.map((run) => html`<td>${statusText(run, words)}</td>`)}
          </tr>
        </tbody>
      </table>
    </div>
  </section>`;
}

/** How far an accuracy is known. */
function intervalOf(name: OutcomeName, run: ListedRun | undefined, words: Words): TemplateResult | typeof nothing {
  const test = run && table[name].test?.(run);
  const interval = test && wilson(test.correct, test.images);
  if (!interval || !name.endsWith('Accuracy')) return nothing;
  return html`<span class="hint interval" title=${words.t('report.interval', bounds(interval, words))}>${words.t('outcomes.interval', bounds(interval, words))}</span>`;
}
