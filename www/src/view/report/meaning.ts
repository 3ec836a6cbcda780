/** What the numbers mean, and what they do not: said in every report, because numbers travel without their conditions. */
import type { Words } from '../../locale/words.js';
import { isActive } from '../run.js';
import type { ReportInput } from './input.js';
import { type Markup, markup } from './markup.js';
import { wilson } from './wilson.js';

export function meaning({ report, run, data, step }: ReportInput, words: Words): Markup {
  const correct = Math.round(report.images * report.accuracy);
  const interval = wilson(correct, report.images);
  const sentences = [
    ...(interval
      ? [
          words.t('report.meaning.accuracy', { images: report.images, correct }),
          words.t('report.meaning.interval', bounds(interval, words)),
        ]
      : []),
    ...(isActive(run.status) ? [words.t('report.meaning.unfinished', { step })] : []),
    words.t('report.meaning.difference'),
    ...(run.tests.length > 1 ? [words.t('report.meaning.chosen', { count: run.tests.length })] : []),
    words.t(`report.meaning.${data.choice}`),
  ];
  return markup`<section class="meaning"><h2>${words.t('report.meaning')}</h2><ul>${sentences.map(
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
  <p>${words.t('report.again.about')}${data.choice === 'files' ? ` ${words.t('share.files')}` : null}</p>
  <p class="link"><a href="${link}" rel="noopener">${link}</a></p>
</section>`;
}
