/** Images: what was read wrongly with most confidence, and what it was learnt from. */
import type { Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import { dataName } from '../state/run/in-words.js';
import { className, type ReportInput } from './input.js';

export function mistakes(input: ReportInput, words: Words): Markup {
  const all = input.mistakes;
  return markup`<section class="mistakes">
  <h2>${words.t('mistakes.title')}</h2>
  <p>${words.t(all.length > 0 ? 'mistakes.about' : 'mistakes.none')}</p>
  ${
    all.length > 0
      ? markup`<ul role="list">${all.map(({ url, label, predicted, confidence, index }) => {
          const values = {
            truth: className(input, label),
            predicted: className(input, predicted),
            confidence: words.percent(confidence),
          };
          return markup`<li><img src="${url}" alt="${words.t('gallery.wrong', values)}" title="${words.t(
            'card.number',
            {
              number: index + 1,
            },
          )}"><span aria-hidden="true">${words.t('gallery.pair', values)}</span><span class="hint" aria-hidden="true">${
            values.confidence
          }</span></li>`;
        })}</ul>`
      : null
  }
</section>`;
}

export function samples(input: ReportInput, words: Words): Markup | null {
  const { info, source } = input.data;
  return markup`<section class="samples">
  <h2>${words.t('data.title')}</h2>
  <p>${words.t('report.data', {
    name: dataName(input.data, words),
    counts: words.t('data.counts', { train: info.numTrain, test: info.numTest }),
    size: words.t('data.size', { width: info.width, height: info.height, source }),
  })}</p>
  <dl>${input.samples.map(({ url, count }, label) =>
    count === 0
      ? null
      : markup`<div><dt>${className(input, label)}</dt><dd><img src="${url}" alt="${words.t('samples.class', {
          name: className(input, label),
        })}" style="aspect-ratio:${count * info.width}/${info.height}"></dd></div>`,
  )}</dl>
</section>`;
}
