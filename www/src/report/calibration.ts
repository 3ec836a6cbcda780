/** Whether the confidence of the network can be trusted: a diagram, and what it comes to. */
import type { Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import type { Report } from '../protocol.js';
import { confidenceOf } from '../state/evaluation/confidence.js';
import type { ReportInput } from './input.js';

const SIDE = 200;
const MARGIN = { left: 44, top: 8, right: 12, bottom: 34 } as const;
const bottom = MARGIN.top + SIDE;
const ticks: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

export function calibration({ report }: ReportInput, words: Words): Markup {
  const { expectedError, brierScore, bins } = report.calibration;
  const { mean, verdict } = confidenceOf(report);
  const shares = { confidence: words.percent(mean, 1), accuracy: words.percent(report.accuracy, 1) };
  const error = words.percent(expectedError, 1);
  return markup`<section class="calibration">
  <h2>${words.t('calibration.title')}</h2>
  <div>
    ${diagram(bins, words.t('calibration.summary', { ...shares, error }), words)}
    <div>
      <p>${words.t(`calibration.${verdict}`, shares)}</p>
      <dl class="figures">
        <div><dt>${words.t('calibration.error')}</dt><dd>${error}</dd></div>
        <div><dt>${words.t('calibration.brier')}</dt><dd>${words.significant(brierScore)}</dd></div>
      </dl>
      <p class="hint">${words.t('calibration.about')} ${words.t('calibration.error.help')}</p>
    </div>
  </div>
</section>`;
}

function diagram(bins: Report['calibration']['bins'], summary: string, words: Words): Markup {
  const width = SIDE / Math.max(1, bins.length);
  const at = (share: number) => (bottom - share * SIDE).toFixed(1);
  return markup`<svg viewBox="0 0 ${MARGIN.left + SIDE + MARGIN.right} ${bottom + MARGIN.bottom}" role="img" aria-label="${summary}">
    ${ticks.map(
      (tick) =>
        markup`<line class="grid" x1="${MARGIN.left}" x2="${MARGIN.left + SIDE}" y1="${at(tick)}" y2="${at(tick)}"/><text x="${
          MARGIN.left - 6
        }" y="${(bottom - tick * SIDE + 4).toFixed(1)}" text-anchor="end">${words.percent(tick)}</text><text x="${
          MARGIN.left + tick * SIDE
        }" y="${bottom + 15}" text-anchor="middle">${words.percent(tick)}</text>`,
    )}
    ${bins.map(({ count, accuracy, confidence }, index) => {
      if (count === 0 || accuracy === null || confidence === null) return null;
      const x = (MARGIN.left + index * width + 0.75).toFixed(1);
      const bar = (name: string, from: number, to: number) =>
        markup`<rect class="${name}" x="${x}" width="${(width - 1.5).toFixed(1)}" y="${at(to)}" height="${((to - from) * SIDE).toFixed(1)}"/>`;
      const [low, high] = [Math.min(accuracy, confidence), Math.max(accuracy, confidence)];
      return [bar('bar', 0, low), bar('gap', low, high)];
    })}
    <line class="ideal" x1="${MARGIN.left}" y1="${bottom}" x2="${MARGIN.left + SIDE}" y2="${MARGIN.top}"/>
    <text x="${MARGIN.left + SIDE / 2}" y="${bottom + 30}" text-anchor="middle">${words.t('calibration.confidence')}</text>
    <text x="${MARGIN.left + 4}" y="${MARGIN.top + 11}">${words.t('calibration.accuracy')}</text>
  </svg>`;
}
