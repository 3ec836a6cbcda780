/**
 * A chart as a PNG: drawn anew, large enough for a report, with what stands around it on the page. Knows no runs and no
 * words.
 */
import type { Line } from '../state/curves/curves.js';
import { patternOf } from '../state/curves/line-look.js';
import { Plot, type PlotData, type PlotOptions } from './plot.js';

export interface PictureParts {
  title: string;
  /** Its colour. */
  text: string;
  legend: readonly (Line & { readonly value: string })[];
  options: Omit<PlotOptions, 'width' | 'height'>;
  data: PlotData;
}

/** Twice as sharp as on the page. */
const SCALE = 2;
const size = { width: 720 * SCALE, height: 400 * SCALE, margin: 16 * SCALE, head: 40 * SCALE } as const;
/** From one line of the legend to the next. */
const ROW = 22 * SCALE;

export async function picture({ title, text, legend, options, data }: PictureParts): Promise<Blob> {
  const { width, margin } = size;
  const { fontFamily, colors } = options;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('expected a canvas to draw on, found none: close some tabs and try again');
  const titleFont = `600 ${16 * SCALE}px ${fontFamily}`;
  const font = `${13 * SCALE}px ${fontFamily}`;
  context.font = titleFont;
  const titleWidth = context.measureText(title).width;
  context.font = font;
  const entries = legend.map((line) => {
    const words = `${line.label}  ${line.value}`;
    return { ...line, words, width: context.measureText(words).width + 46 * SCALE };
  });
  const rows = inRows(entries, width - 2 * margin, titleWidth + 24 * SCALE);
  const head = size.head + (rows.length - 1) * ROW;
  // A long legend takes nothing from the curves.
  const height = size.height + head - size.head;
  canvas.width = width;
  canvas.height = height;
  context.fillStyle = colors('surface');
  context.fillRect(0, 0, width, height);

  const pixels = globalThis.devicePixelRatio || 1;
  const plot = new Plot(document.createElement('div'), data.lines, {
    ...options,
    // uPlot counts in pixels of the page, of which the screen may have more.
    width: (width - 2 * margin) / pixels,
    height: (height - head - 2 * margin) / pixels,
    scale: SCALE / pixels,
    group: 'picture',
    onCursor: () => undefined,
    onZoom: null,
  });
  plot.draw(data);
  // It draws at the end of the task.
  await new Promise((resolve) => setTimeout(resolve));
  context.drawImage(plot.canvas, margin, margin + head);
  plot.destroy();

  context.textBaseline = 'middle';
  context.fillStyle = text;
  context.font = titleFont;
  context.fillText(title, margin, margin + size.head / 2);
  context.font = font;
  context.textAlign = 'right';
  for (const [place, row] of rows.entries()) {
    const line = margin + size.head / 2 + place * ROW;
    // From the right, so that the last one ends with the picture.
    let right = width - margin;
    for (const { words, width: taken, color, form, dash = 0 } of row.toReversed()) {
      context.fillStyle = text;
      context.fillText(words, right, line);
      key(context, {
        right: right - taken + 38 * SCALE,
        line,
        color: colors(color),
        surface: colors('surface'),
        form,
        dash,
      });
      right -= taken;
    }
  }
  return toBlob(canvas);
}

/** As many to a line as fit; the first line has the title in front. */
function inRows<E extends { readonly width: number }>(entries: readonly E[], width: number, taken: number): E[][] {
  const rows: E[][] = [[]];
  let left = width - taken;
  for (const entry of entries) {
    if (entry.width > left && left < width) {
      rows.push([]);
      left = width;
    }
    rows.at(-1)?.push(entry);
    left -= entry.width;
  }
  return rows;
}

interface Key {
  right: number;
  line: number;
  color: string;
  surface: string;
  form: Line['form'];
  dash: number;
}

function key(context: CanvasRenderingContext2D, { right, line, color, surface, form, dash }: Key): void {
  const left = right - 18 * SCALE;
  context.strokeStyle = color;
  context.lineWidth = 2 * SCALE;
  const pattern = form === 'points' ? [5, 4] : patternOf(form, dash);
  context.setLineDash(pattern.map((length) => length * SCALE));
  context.beginPath();
  context.moveTo(left, line);
  context.lineTo(right, line);
  context.stroke();
  if (form !== 'points') return;
  context.setLineDash([]);
  context.fillStyle = dash % 2 === 0 ? surface : color;
  context.beginPath();
  context.arc((left + right) / 2, line, 4 * SCALE, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('expected a picture, found none'))), 'image/png');
  });
}
