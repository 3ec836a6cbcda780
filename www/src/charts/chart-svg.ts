/**
 * A chart as an SVG: drawn anew from its lines, so that it stays sharp at every size and can be edited. Stands for itself:
 * every colour and typeface is written into it. Knows no runs and no words.
 */

import { type Markup, markup } from '../markup.js';
import type { Line } from '../state/curves/curves.js';
import { envelope, thin } from '../state/curves/decimate.js';
import { patternOf } from '../state/curves/line-look.js';
import { decadeMarks, fit, marks, within } from '../state/curves/scale.js';
import type { PictureParts } from './chart-picture.js';

const WIDTH = 720;
const PLOT_HEIGHT = 320;
const MARGIN = { left: 64, right: 24, bottom: 44 } as const;
const HEAD = 44;
/** From one row of the legend to the next. */
const ROW = 18;
/** A legend has no way to measure its words: so wide are its columns. */
const COLUMN = 216;
/** No more points than can be told apart. */
const MAX_POINTS = 1_440;
const right = WIDTH - MARGIN.right;

const strokes: Readonly<Record<Line['form'], { readonly width: number; readonly opacity: number }>> = {
  line: { width: 2, opacity: 1 },
  faint: { width: 1, opacity: 0.28 },
  points: { width: 1.5, opacity: 1 },
  level: { width: 1.5, opacity: 1 },
};

export function svgPicture(parts: PictureParts): Blob {
  return new Blob([svgText(parts)], { type: 'image/svg+xml' });
}

export function svgText({ title, text, legend, options, data }: PictureParts): string {
  const { colors, isLogarithmic } = options;
  const { lines, zoom, xEnd } = data;
  const columns = Math.floor((right - MARGIN.left) / COLUMN);
  const top = HEAD + Math.ceil(legend.length / columns) * ROW;
  const bottom = top + PLOT_HEIGHT;
  const height = bottom + MARGIN.bottom;
  const [low, high] = fit(lines, { ...data, isLogarithmic });
  const [from, to] = zoom ? [zoom.from, zoom.to] : [0, xEnd];
  const scale = isLogarithmic ? Math.log : (value: number) => value;
  const x = (step: number) => MARGIN.left + ((step - from) / (to - from)) * (right - MARGIN.left);
  const y = (value: number) => bottom - ((scale(value) - scale(low)) / (scale(high) - scale(low))) * PLOT_HEIGHT;
  const axes: Axes = { x, y, colors, top, high };
  const [line, muted] = [colors('line'), colors('muted')];
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${title}" font-family="${options.fontFamily}" font-size="12">
<title>${title}</title>
<rect width="${WIDTH}" height="${height}" fill="${colors('surface')}"/>
<text x="16" y="26" font-size="16" font-weight="600" fill="${text}">${title}</text>
${legend.map((entry, place) => key(entry, { x: MARGIN.left + (place % columns) * COLUMN, y: HEAD + Math.floor(place / columns) * ROW, text, colors }))}
<g stroke="${line}">${(isLogarithmic ? decadeMarks(low, high) : marks(low, high)).map((mark) => markup`<line x1="${MARGIN.left}" x2="${right}" y1="${round(y(mark))}" y2="${round(y(mark))}"/>`)}${marks(from, to).map((mark) => markup`<line x1="${round(x(mark))}" x2="${round(x(mark))}" y1="${top}" y2="${bottom}"/>`)}</g>
<g fill="${muted}" text-anchor="end">${(isLogarithmic ? decadeMarks(low, high) : marks(low, high)).map((mark) => markup`<text x="${MARGIN.left - 6}" y="${round(y(mark) + 4)}">${options.format(mark)}</text>`)}</g>
<g fill="${muted}" text-anchor="middle">${marks(from, to).map((mark) => markup`<text x="${round(x(mark))}" y="${bottom + 16}">${options.formatStep(mark)}</text>`)}<text x="${(MARGIN.left + right) / 2}" y="${bottom + 34}">${options.xLabel}</text></g>
<clipPath id="plot"><rect x="${MARGIN.left}" y="${top}" width="${right - MARGIN.left}" height="${PLOT_HEIGHT}"/></clipPath>
<g clip-path="url(#plot)">${lines.map((one) => drawn(zoom ? within(one, zoom) : one, axes, isLogarithmic))}</g>
${lines.map((one) => beyond(one, axes, { from, to }))}
${data.marks.filter(({ x: at }) => at >= from && at <= to).map((mark) => markup`<line x1="${round(x(mark.x))}" x2="${round(x(mark.x))}" y1="${top}" y2="${bottom}" stroke="${muted}" stroke-dasharray="4 3"/><text x="${round(x(mark.x) + 4)}" y="${bottom - 4}" fill="${muted}">${mark.label}</text>`)}
</svg>
`.html;
}

interface Axes {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
  readonly colors: PictureParts['options']['colors'];
  readonly top: number;
  /** Where the vertical axis ends. */
  readonly high: number;
}

function drawn(line: Line, { x, y, colors }: Axes, isLogarithmic: boolean): Markup {
  const { form, color, dash = 0 } = line;
  const curve = form === 'faint' ? envelope(line.x, line.y, MAX_POINTS) : thin(line.x, line.y, MAX_POINTS);
  const points = curve.x.flatMap((step, place) => {
    const value = curve.y[place] ?? Number.NaN;
    const isThere = Number.isFinite(value) && (!isLogarithmic || value > 0);
    return isThere ? [[round(x(step)), round(y(value))] as const] : [];
  });
  const { width, opacity } = strokes[form];
  const pattern = form === 'points' ? [5, 4] : form === 'faint' ? [] : patternOf(form, dash);
  const fill = dash % 2 === 0 ? colors('surface') : colors(color);
  return markup`<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${colors(color)}" stroke-width="${width}" stroke-opacity="${opacity}" stroke-dasharray="${pattern.join(' ') || 'none'}" stroke-linejoin="round"/>${
    form === 'points'
      ? points.map(
          ([cx, cy]) =>
            markup`<circle cx="${cx}" cy="${cy}" r="4" fill="${fill}" stroke="${colors(color)}" stroke-width="2"/>`,
        )
      : []
  }`;
}

/** Triangles where a line is beyond the upper end of its axis. */
function beyond(
  { form, isGhost = false, color, x: xs, y: ys }: Line,
  { x, colors, top, high }: Axes,
  shown: { readonly from: number; readonly to: number },
): readonly Markup[] {
  if (form === 'faint' || form === 'level' || isGhost) return [];
  let last = Number.NEGATIVE_INFINITY;
  return Array.from(xs).flatMap((step, place) => {
    const at = x(step);
    if (!((ys[place] ?? 0) > high) || step < shown.from || step > shown.to || at - last < 11) return [];
    last = at;
    return [markup`<path d="M${round(at)} ${top}l-4 7h8z" fill="${colors(color)}"/>`];
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly colors: PictureParts['options']['colors'];
}

function key(
  { label, value, form, color, dash = 0 }: PictureParts['legend'][number],
  { x, y, text, colors }: Place,
): Markup {
  const pattern = form === 'points' ? [5, 4] : patternOf(form, dash);
  const fill = dash % 2 === 0 ? colors('surface') : colors(color);
  const mark =
    form === 'points'
      ? markup`<circle cx="${x + 9}" cy="${y}" r="4" fill="${fill}" stroke="${colors(color)}" stroke-width="2"/>`
      : null;
  return markup`<line x1="${x}" x2="${x + 18}" y1="${y}" y2="${y}" stroke="${colors(color)}" stroke-width="2" stroke-dasharray="${pattern.join(' ') || 'none'}"/>${mark}<text x="${x + 26}" y="${y + 4}" fill="${text}">${label}  ${value}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
