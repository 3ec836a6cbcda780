/**
 * A chart as a PNG: drawn anew, large enough for a report, with what stands around it on the page. Knows no runs and no
 * words.
 */
import type { Line } from './curves.js';
import { dashes } from './dashes.js';
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

export async function picture({ title, text, legend, options, data }: PictureParts): Promise<Blob> {
  const { width, height, margin, head } = size;
  const { fontFamily, colors } = options;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('expected a canvas to draw on, found none: close some tabs and try again');
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

  const line = margin + head / 2;
  context.textBaseline = 'middle';
  context.fillStyle = text;
  context.font = `600 ${16 * SCALE}px ${fontFamily}`;
  context.fillText(title, margin, line);
  // From the right, so that the last one ends with the picture.
  context.font = `${13 * SCALE}px ${fontFamily}`;
  context.textAlign = 'right';
  let right = width - margin;
  for (const { label, value, color, form, dash = 0 } of legend.toReversed()) {
    const words = `${label}  ${value}`;
    context.fillStyle = text;
    context.fillText(words, right, line);
    right -= context.measureText(words).width + 8 * SCALE;
    key(context, { right, line, color: colors(color), surface: colors('surface'), form, dash });
    right -= 18 * SCALE + 20 * SCALE;
  }
  return toBlob(canvas);
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
  const pattern = form === 'points' ? [5, 4] : (dashes[dash % dashes.length] ?? []);
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
