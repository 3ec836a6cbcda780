/**
 * A run as a document: one HTML file without scripts and without anything that would have to be fetched, which reads on a
 * screen, light or dark, and prints. Data in, text out; what is needed is gathered by the page, and sections are in the
 * files beside this one.
 */
import { duration, type Words } from '../locale/words.js';
import { Markup, markup } from '../markup.js';
import { dataName, statusOf } from '../state/run/in-words.js';
import { wilson } from '../state/run/wilson.js';
import tokens from '../styles/tokens.css?inline';
import { calibration } from './calibration.js';
import { classes, confusion } from './confusion.js';
import type { ReportInput } from './input.js';
import { again, bounds, meaning } from './meaning.js';
import { mistakes, samples } from './pictures.js';
import { curves, results } from './results.js';
import { network, settings } from './settings.js';
import { reportStyles } from './styles.js';

/** Not even a browser that is told otherwise fetches anything for it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Classes of which the matrix leaves room beside it. */
const MAX_BESIDE = 12;

const SHORT_SECONDS = 10;

export function reportHtml(input: ReportInput, words: Words): string {
  const title = words.t('report.title', { network: input.network, data: dataName(input.data, words) });
  // A matrix of many classes has the width to itself.
  const isWide = input.report.confusion.length > MAX_BESIDE;
  return markup`${new Markup('<!doctype html>')}
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Kiln">
<title>${title}</title>
<style>${new Markup(tokens + reportStyles)}</style>
</head>
<body>
<main>
${head(input, title, words)}
${curves(input, words)}
${results(input, words)}
${isWide ? confusion(input, words) : null}
<div class="pair uneven">${isWide ? null : confusion(input, words)}${calibration(input, words)}</div>
<div class="pair">${classes(input, words)}${meaning(input, words)}</div>
${mistakes(input, words)}
${settings(input, words)}
<div class="pair">${network(input, words)}${samples(input, words)}</div>
${again(input, words)}
</main>
</body>
</html>
`.html;
}

function head({ report, run, madeAt, device, step }: ReportInput, title: string, words: Words): Markup {
  const date = new Intl.DateTimeFormat(words.language, { dateStyle: 'long', timeStyle: 'short' }).format(madeAt);
  const correct = Math.round(report.images * report.accuracy);
  const interval = wilson(correct, report.images);
  const numEpochs = run.config?.numEpochs ?? 0;
  const epoch = Math.ceil(step / (run.info?.stepsPerEpoch ?? 1));
  const epochs = words.t('report.epoch', { epoch, epochs: numEpochs });
  const figure = (name: string, value: string, note: string | null = null) =>
    markup`<div><dt>${name}</dt><dd>${value}</dd>${note === null ? null : markup`<dd class="hint">${note}</dd>`}</div>`;
  return markup`<header>
  <p class="kind"><svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path class="arch" d="M3 21V12a9 9 0 0 1 18 0v9"/><path class="fire" d="M12 20.5c-2.6 0-4.2-1.7-4.2-4 0-2.7 2.6-3.6 3.2-7 2.6 1.2 5.2 4 5.2 7 0 2.3-1.6 4-4.2 4Z"/></svg>${words.t(
    'report.kind',
  )}</p>
  <h1>${title}</h1>
  <p class="hint">${date} · ${device} · ${statusOf({ ...run, testing: null }, words)}</p>
  <dl class="figures">
    ${figure(
      words.t('results.accuracy'),
      words.percent(report.accuracy, 2),
      interval && words.t('report.interval', bounds(interval, words)),
    )}
    ${figure(words.t('evaluate.wrong', { images: report.images }), words.number(report.images - correct))}
    ${figure(words.t('results.loss'), words.significant(report.loss))}
    ${figure(words.t('progress.step'), words.number(step), epochs)}
    ${figure(words.t('report.time'), timeText(run.seconds, words))}
  </dl>
</header>`;
}

/** Of a short run tenths of a second tell something. */
function timeText(seconds: number, words: Words): string {
  return seconds < SHORT_SECONDS ? words.t('report.seconds', { seconds: words.number(seconds, 1) }) : duration(seconds);
}
