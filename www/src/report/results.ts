/** How it went: readings of the test set, and of images set aside, epoch by epoch. */
import type { Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import { bestTest, type TestResult } from '../state/run/run.js';
import { curve } from './curve.js';
import type { ReportInput } from './input.js';

/** More would fill pages; the curves have all of them. */
const MAX_ROWS = 40;

export function curves({ run }: ReportInput, words: Words): Markup | null {
  if (run.history.step.length === 0) return null;
  return markup`<section class="curves">
  <h2>${words.t('page.curves')}</h2>
  <div>${curve(run, 'loss', words)}${curve(run, 'accuracy', words)}</div>
</section>`;
}

export function results({ run: { tests, validations } }: ReportInput, words: Words): Markup | null {
  if (tests.length === 0) return null;
  const best = bestTest(tests);
  const rows = someOf(tests, best);
  const isValidated = validations.length > 0;
  const head = (text: string) => markup`<th scope="col" class="number">${text}</th>`;
  return markup`<section class="results">
  <h2>${words.t('report.results')}</h2>
  ${rows.length < tests.length ? markup`<p>${words.t('report.some', { shown: rows.length, all: tests.length })}</p>` : null}
  <table>
    <thead><tr>${head(words.t('results.epoch'))}${head(words.t('progress.step'))}${
      isValidated ? [head(words.t('report.validationLoss')), head(words.t('progress.validation'))] : null
    }${head(words.t('results.loss'))}${head(words.t('results.wrong'))}${head(words.t('results.accuracy'))}</tr></thead>
    <tbody>${rows.map((test) => {
      const validation = validations.find(({ step }) => step === test.step);
      const cell = (text: string) => markup`<td class="number">${text}</td>`;
      const mark = test === best ? markup` <span class="note">${words.t('results.best')}</span>` : null;
      return markup`<tr${test === best ? markup` class="best"` : null}><th scope="row" class="number">${mark}${
        test.epoch
      }</th>${cell(words.number(test.step))}${
        isValidated
          ? [
              cell(validation ? words.significant(validation.loss) : '–'),
              cell(validation ? words.percent(validation.accuracy, 2) : '–'),
            ]
          : null
      }${cell(words.significant(test.loss))}${cell(
        words.t('results.wrong.of', { wrong: test.images - test.correct, images: test.images }),
      )}${cell(words.percent(test.accuracy, 2))}</tr>`;
    })}</tbody>
  </table>
</section>`;
}

/** The best and the last among them. */
export function someOf(tests: readonly TestResult[], best: TestResult | null): readonly TestResult[] {
  const every = Math.ceil(tests.length / MAX_ROWS);
  return tests.filter((test, index) => index % every === every - 1 || test === best || index === tests.length - 1);
}
