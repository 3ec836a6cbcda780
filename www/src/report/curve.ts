/**
 * A curve of the run as SVG: pure, in and out, so that it needs no page to be drawn and stays sharp on paper. Which curves
 * there are and how far their axis goes is curves.ts's and scale.ts's, as for the charts of the page.
 */

import { levelLines } from '../charts/chart-verdicts.js';
import type { Words } from '../locale/words.js';
import { type Markup, markup } from '../markup.js';
import { type Format, type Line, lines, type MeasureName, measures, summarize } from '../state/curves/curves.js';
import { envelope, thin } from '../state/curves/decimate.js';
import { fit, marks, peakAbove } from '../state/curves/scale.js';
import type { RunState } from '../state/run/run.js';

const WIDTH = 480;
const HEIGHT = 260;
const MARGIN = { left: 48, top: 10, right: 12, bottom: 36 } as const;
const right = WIDTH - MARGIN.right;
const bottom = HEIGHT - MARGIN.bottom;
/** No more points than can be told apart. */
const MAX_POINTS = 480;

interface Axes {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

export function curve(run: RunState, name: MeasureName, words: Words): Markup {
  const end = Math.max(1, run.step);
  const all = [...levelLines(run, name, end, words), ...lines(run, name, words)];
  const measure: { top: number | null; idleTop: number; tick: Format; isNoisy: boolean } = measures[name];
  const { top: yTop, idleTop, isNoisy: isRobust } = measure;
  const [low, high] = fit(all, { yTop, idleTop, isRobust, isLogarithmic: false, zoom: null });
  const peak = peakAbove(all, high, null);
  const axes: Axes = {
    x: (step) => MARGIN.left + (step / end) * (right - MARGIN.left),
    // Noise may go past the axis; it is cut there.
    y: (value) => bottom - Math.min(1, Math.max(0, (value - low) / (high - low))) * (bottom - MARGIN.top),
  };
  return markup`<figure class="curve">
  <figcaption><h3>${words.t(`chart.${name}`)}</h3><span class="legend">${legend(all)}</span></figcaption>
  <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${summarize(run, name, words)}">
    ${marks(low, high).map((mark) => {
      const y = axes.y(mark).toFixed(1);
      return markup`<line class="grid" x1="${MARGIN.left}" x2="${right}" y1="${y}" y2="${y}"/><text x="${
        MARGIN.left - 6
      }" y="${(axes.y(mark) + 4).toFixed(1)}" text-anchor="end">${measure.tick(words, mark)}</text>`;
    })}
    ${marks(0, end).map((mark) => {
      const x = axes.x(mark).toFixed(1);
      return markup`<line class="grid" x1="${x}" x2="${x}" y1="${MARGIN.top}" y2="${bottom}"/><text x="${x}" y="${
        bottom + 16
      }" text-anchor="middle">${words.compact(mark)}</text>`;
    })}
    <text x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${words.t('chart.step')}</text>
    ${all.map((line) => drawn(line, axes))}
  </svg>${
    peak
      ? markup`
  <p class="beyond">▲ ${words.t('chart.outside', { value: measure.tick(words, peak.y), place: words.t('chart.at.step', { step: peak.x }) })}</p>`
      : null
  }
</figure>`;
}

function legend(all: readonly Line[]): readonly Markup[] {
  return all
    .filter(({ form, y }) => form !== 'faint' && y.length > 0)
    .map(({ label, color, form }) => {
      const dot = form === 'points' ? markup`<circle class="point ${color}" cx="11" cy="6" r="3.5"/>` : null;
      return markup`<span><svg class="key" viewBox="0 0 22 12" aria-hidden="true"><line class="line ${color} ${form}" x1="1" x2="21" y1="6" y2="6"/>${dot}</svg>${label}</span>`;
    });
}

function drawn({ form, color, x, y }: Line, axes: Axes): Markup {
  const { x: xs, y: ys } = form === 'faint' ? envelope(x, y, MAX_POINTS) : thin(x, y, MAX_POINTS);
  const points = xs.flatMap((step, index) => {
    const value = ys[index] ?? Number.NaN;
    return Number.isFinite(value) ? [[axes.x(step).toFixed(1), axes.y(value).toFixed(1)] as const] : [];
  });
  const dots =
    form === 'points'
      ? points.map(([cx, cy]) => markup`<circle class="point ${color}" cx="${cx}" cy="${cy}" r="3"/>`)
      : [];
  return markup`<polyline class="line ${color} ${form}" points="${points.map((point) => point.join(',')).join(' ')}"/>${dots}`;
}
