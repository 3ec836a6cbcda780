/** What it came to: the last and the best reading of the test set, and those of every epoch. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { bestTest, type TestResult } from '../../state/run/run.js';
import type { Context } from '../context.js';

/** Of the newest results; the curve shows the older ones. */
const MAX_ROWS = 100;

export function results({ state, words }: Context): TemplateResult {
  const { tests } = state.run;
  const last = tests.at(-1);
  const best = bestTest(tests);
  return html`<h2>${words.t('results.title')}</h2>
    ${
      last && best
        ? html`<div class="results">
            <dl>
              ${figure(words.t('results.last'), words.percent(last.accuracy, 2))}
              ${figure(words.t('results.bestSoFar'), words.percent(best.accuracy, 2))}
            </dl>
            <div class="table-frame" tabindex="0" role="group" aria-label=${words.t('results.table')}>
              ${table(tests, best)}
            </div>
          </div>`
        : html`<p class="hint">${words.t('results.empty')}</p>`
    }`;

  function figure(label: string, value: string): TemplateResult {
    return html`<div>
      <dt>${label}</dt>
      <dd class="display">${value}</dd>
    </div>`;
  }

  function table(rows: readonly TestResult[], best: TestResult): TemplateResult {
    return html`<table>
      <caption class="visually-hidden">
        ${words.t('results.table')}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">${words.t('results.epoch')}</th>
          <th scope="col" class="number">${words.t('results.loss')}</th>
          <th scope="col" class="number">${words.t('results.wrong')}</th>
          <th scope="col" class="number">${words.t('results.accuracy')}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows.slice(-MAX_ROWS).reverse(),
          (test) => test,
          (test) => html`<tr class=${test === best ? 'best' : ''}>
            <th scope="row" class="number">${test.epoch}</th>
            <td class="number">${words.significant(test.loss)}</td>
            <td class="number">
              ${words.t('results.wrong.of', { wrong: test.images - test.correct, images: test.images })}
            </td>
            <td class="number">
              ${words.percent(test.accuracy, 2)}
              ${test === best ? html`<span class="visually-hidden">${words.t('results.best')}</span>` : nothing}
            </td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
