/**
 * What the numbers mean, and what they do not: said in every report, because numbers travel without their conditions, and
 * where the test set is looked at.
 */
import type { Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import { isActive } from '../state/run/run.js';
import { wilson } from '../state/run/wilson.js';
import type { ReportInput } from './input.js';

export type Measured = Pick<ReportInput, 'report' | 'step'> & {
  readonly data: Pick<ReportInput['data'], 'choice'>;
  /** Null where that is another run by now: what is said of how it was trained is left out. */
  readonly run: Pick<ReportInput['run'], 'status' | 'tests'> | null;
};

/** A sentence each. */
export function meanings({ report, run, data, step }: Measured, words: Words): readonly string[] {
  const correct = Math.round(report.images * report.accuracy);
  const interval = wilson(correct, report.images);
  return [
    ...(interval
      ? [
          words.plural('report.meaning.accuracy', report.images, 'images', { correct }),
          words.t('report.meaning.interval', bounds(interval, words)),
        ]
      : []),
    ...(run && isActive(run.status) ? [words.t('report.meaning.unfinished', { step })] : []),
    words.t('report.meaning.difference'),
    ...(run && run.tests.length > 1 ? [words.t('report.meaning.chosen', { count: run.tests.length })] : []),
    words.t(`report.meaning.${data.choice}`),
  ];
}

export function meaning(input: ReportInput, words: Words): Markup {
  return markup`<section class="meaning"><h2>${words.t('report.meaning')}</h2><ul>${meanings(input, words).map(
    (sentence) => markup`<li>${sentence}</li>`,
  )}</ul></section>`;
}

export function bounds({ low, high }: { low: number; high: number }, words: Words): { low: string; high: string } {
  return { low: words.percent(low, 1), high: words.percent(high, 1) };
}

export function again({ link, data, run }: ReportInput, words: Words): Markup | null {
  // The weights that it began with are in no link.
  if (link === null || run.config?.initialization?.type === 'checkpoint') return null;
  return markup`<section class="again"><h2>${words.t('report.again')}</h2>
  <p>${words.t('report.again.about')}${data.choice === 'files' ? ` ${words.t('share.files')}` : null}${
    data.drawings.length > 0 ? ` ${words.t('share.drawings')}` : null
  }</p>
  <p class="link"><a href="${link}" rel="noopener">${link}</a></p>
</section>`;
}
