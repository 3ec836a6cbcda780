/** What was taken for what, and how well each class was read. */
import type { Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import { className, type ReportInput } from './input.js';

/** How strong a cell's colour is, in percent, as on the page. */
const TINT = { least: 9, most: 45 } as const;

export function confusion(input: ReportInput, words: Words): Markup {
  const { confusion: matrix } = input.report;
  const totals = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const shareOf = (truth: number, count: number) => ((totals[truth] ?? 0) > 0 ? count / (totals[truth] ?? 1) : 0);
  const worst = Math.max(
    0,
    ...matrix.flatMap((row, truth) => row.map((count, predicted) => (truth === predicted ? 0 : shareOf(truth, count)))),
  );
  const cell = (truth: number, predicted: number, count: number) => {
    if (count === 0) return markup`<td class="none">·</td>`;
    const isRight = truth === predicted;
    // Mistakes are few: the largest of them is what their colour is measured by.
    const strength = isRight ? shareOf(truth, count) : Math.sqrt(worst > 0 ? shareOf(truth, count) / worst : 0);
    const tint = (TINT.least + (TINT.most - TINT.least) * strength).toFixed(1);
    return markup`<td class="${isRight ? 'right' : 'wrong'}" style="--tint:${tint}%">${words.number(count)}</td>`;
  };
  return markup`<section class="confusion">
  <h2>${words.t('matrix.title')}</h2>
  <p>${words.t('report.matrix')}</p>
  <div class="frame" tabindex="0" role="group" aria-label="${words.t('matrix.title')}">
  <table class="matrix">
    <caption>${words.t('matrix.predicted')}</caption>
    <thead><tr><th scope="col">${words.t('matrix.truth')}</th>${matrix.map(
      (_, index) => markup`<th scope="col">${className(input, index)}</th>`,
    )}</tr></thead>
    <tbody>${matrix.map(
      (row, truth) =>
        markup`<tr><th scope="row">${className(input, truth)}</th>${row.map((count, predicted) =>
          cell(truth, predicted, count),
        )}</tr>`,
    )}</tbody>
  </table>
  </div>
</section>`;
}

export function classes(input: ReportInput, words: Words): Markup {
  const { report } = input;
  const share = (value: number | null) =>
    markup`<td class="number">${value === null ? '–' : words.percent(value, 1)}</td>`;
  const columns = ['scores.precision', 'scores.recall', 'scores.f1', 'scores.support'] as const;
  const means = [
    ['scores.macro', report.macroAverage],
    ['scores.weighted', report.weightedAverage],
  ] as const;
  return markup`<section class="classes">
  <h2>${words.t('scores.title')}</h2>
  <div class="frame" tabindex="0" role="group" aria-label="${words.t('scores.title')}">
  <table>
    <thead><tr><th scope="col">${words.t('scores.class')}</th>${columns.map(
      (column) => markup`<th scope="col" class="number">${words.t(column)}</th>`,
    )}</tr></thead>
    <tbody>${report.classes.map(
      ({ precision, recall, f1, support }, index) =>
        markup`<tr><th scope="row">${className(input, index)}</th>${share(precision)}${share(recall)}${share(
          f1,
        )}<td class="number">${words.number(support)}</td></tr>`,
    )}</tbody>
    <tfoot>${means.map(
      ([name, { precision, recall, f1 }]) =>
        markup`<tr><th scope="row">${words.t(name)}</th>${share(precision)}${share(recall)}${share(
          f1,
        )}<td class="number">${words.number(report.images)}</td></tr>`,
    )}</tfoot>
  </table>
  </div>
</section>`;
}
