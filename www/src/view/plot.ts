/**
 * Lines as uPlot draws them: series, scales, axes, in the colours it is given. Owns the uPlot instance of one chart and
 * how much of a curve is worth drawing; knows no runs and no words.
 */
import uPlot from 'uplot';
import type { Line, LineForm } from './curves.js';
import { envelope, thin } from './decimate.js';

export interface PlotColors {
  train: string;
  validation: string;
  test: string;
  text: string;
  line: string;
  surface: string;
}

export interface PlotOptions {
  width: number;
  height: number;
  font: string;
  colors: PlotColors;
  xLabel: string;
  format: (value: number) => string;
  formatStep: (step: number) => string;
  /** Charts of one group share their crosshair. */
  group: string;
  /** The step under the crosshair; null when it has left. */
  onCursor: (step: number | null) => void;
}

export interface PlotData {
  lines: readonly Line[];
  xEnd: number;
  /** Null to fit. */
  yTop: number | null;
}

/** What `fit` shows while there is nothing to fit: the loss of guessing among ten classes is 2.3. */
const EMPTY_TOP = 2.5;
const AXIS_SPACE = { x: 72, y: 36 } as const;

const forms: Readonly<Record<LineForm, (color: string, surface: string) => uPlot.Series>> = {
  line: (color) => ({ stroke: color, width: 2, points: { show: false } }),
  faint: (color) => ({ stroke: color, width: 1, alpha: 0.28, points: { show: false } }),
  points: (color, surface) => ({
    stroke: color,
    width: 1.5,
    dash: [5, 4],
    points: { show: true, size: 8, width: 2, stroke: color, fill: surface },
  }),
};

export class Plot {
  readonly #plot: uPlot;
  #xEnd = 20;
  #yTop = EMPTY_TOP;

  constructor(parent: HTMLElement, lines: readonly Line[], options: PlotOptions) {
    const axis: uPlot.Axis = {
      stroke: options.colors.text,
      font: options.font,
      labelFont: options.font,
      grid: { stroke: options.colors.line, width: 1 },
      ticks: { show: false },
    };
    this.#plot = new uPlot(
      {
        width: options.width,
        height: options.height,
        padding: [8, 24, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: false, y: false },
          sync: { key: options.group, setSeries: false, scales: ['x', null] },
        },
        scales: {
          x: { time: false, range: () => [0, this.#xEnd] },
          y: { range: () => [0, this.#yTop] },
        },
        axes: [
          {
            ...axis,
            size: 26,
            space: AXIS_SPACE.x,
            label: options.xLabel,
            labelSize: 16,
            labelGap: 0,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
            values: (_, splits) => splits.map(options.formatStep),
          },
          {
            ...axis,
            size: 52,
            space: AXIS_SPACE.y,
            values: (_, splits) => splits.map(options.format),
          },
        ],
        series: [
          {},
          ...lines.map((line) => ({
            ...forms[line.form](options.colors[line.color], options.colors.surface),
            spanGaps: true,
          })),
        ],
        hooks: {
          setCursor: [
            (plot) => {
              const { left } = plot.cursor;
              const inside = left !== undefined && left >= 0;
              options.onCursor(inside ? Math.round(plot.posToVal(left, 'x')) : null);
            },
          ],
        },
      },
      [[], ...lines.map(() => [])],
      parent,
    );
  }

  draw(data: PlotData): void {
    this.#xEnd = data.xEnd;
    this.#yTop = data.yTop ?? top(data.lines);
    const limit = Math.max(100, this.#plot.width);
    const tables = data.lines.map((line): uPlot.AlignedData => {
      const curve = line.form === 'faint' ? envelope(line.x, line.y, limit) : thin(line.x, line.y, limit);
      return [curve.x, curve.y];
    });
    this.#plot.setData(uPlot.join(tables));
  }

  resize(width: number, height: number): void {
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  destroy(): void {
    this.#plot.destroy();
  }
}

/** The next round number above every curve that is to be read; noise may be cut. */
function top(lines: readonly Line[]): number {
  let highest = 0;
  for (const { form, y } of lines) {
    if (form === 'faint') continue;
    for (let i = 0; i < y.length; i++) {
      const value = y[i] ?? 0;
      if (Number.isFinite(value) && value > highest) highest = value;
    }
  }
  return highest === 0 ? EMPTY_TOP : roundUp(highest);
}

export function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * decade >= value) ?? 10;
  return factor * decade;
}
