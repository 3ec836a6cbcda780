/**
 * Lines as uPlot draws them: series, scales, axes, in the colours it is given. Owns the uPlot instance of one chart and
 * how much of a curve is worth drawing; knows no runs and no words.
 */
import uPlot from 'uplot';
import type { Line, LineForm } from './curves.js';
import { envelope, thin } from './decimate.js';
import { decadeMarks, type Extent, fit, type StepRange, within } from './scale.js';

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
  fontFamily: string;
  /** On the screen 1; in a picture to be kept, everything is as many times larger. */
  scale: number;
  colors: PlotColors;
  xLabel: string;
  isLogarithmic: boolean;
  format: (value: number) => string;
  formatStep: (step: number) => string;
  /** Charts of one group share their crosshair. */
  group: string;
  /** The step under the crosshair; null when it has left. */
  onCursor: (step: number | null) => void;
  /** A part was marked by dragging, or all of it asked for by a double click; null where that is not offered. */
  onZoom: ((range: StepRange | null) => void) | null;
}

export interface PlotData {
  lines: readonly Line[];
  xEnd: number;
  /** Null to fit. */
  yTop: number | null;
  /** Where the vertical axis ends while there is nothing to fit. */
  idleTop: number;
  zoom: StepRange | null;
}

const AXIS_SPACE = { x: 56, y: 36 } as const;
const FONT_SIZE = 12;
/** Pixels that are no drag yet. */
const MIN_DRAG = 6;

const forms: Readonly<Record<LineForm, (color: string, surface: string, scale: number) => uPlot.Series>> = {
  line: (color, _, scale) => ({ stroke: color, width: 2 * scale, points: { show: false } }),
  faint: (color, _, scale) => ({ stroke: color, width: scale, alpha: 0.28, points: { show: false } }),
  points: (color, surface, scale) => ({
    stroke: color,
    width: 1.5 * scale,
    dash: [5 * scale, 4 * scale],
    points: { show: true, size: 8 * scale, width: 2 * scale, stroke: color, fill: surface },
  }),
};

export class Plot {
  readonly #plot: uPlot;
  readonly #isLogarithmic: boolean;
  #x: Extent = [0, 20];
  #y: Extent = [0, 1];

  constructor(parent: HTMLElement, lines: readonly Line[], options: PlotOptions) {
    const { scale, colors, isLogarithmic, onZoom } = options;
    this.#isLogarithmic = isLogarithmic;
    if (isLogarithmic) this.#y = [0.1, 1];
    const font = `${FONT_SIZE * scale}px ${options.fontFamily}`;
    const axis: uPlot.Axis = {
      stroke: colors.text,
      font,
      labelFont: font,
      gap: 5 * scale,
      grid: { stroke: colors.line, width: scale },
      ticks: { show: false },
    };
    this.#plot = new uPlot(
      {
        width: options.width,
        height: options.height,
        padding: [8 * scale, 24 * scale, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: onZoom !== null, y: false, setScale: false, dist: MIN_DRAG },
          sync: { key: options.group, setSeries: false, scales: ['x', null] },
          bind: {
            dblclick: () => () => {
              onZoom?.(null);
              return null;
            },
          },
        },
        scales: {
          x: { time: false, range: () => [...this.#x] },
          y: { distr: isLogarithmic ? 3 : 1, range: () => [...this.#y] },
        },
        axes: [
          {
            ...axis,
            size: 26 * scale,
            space: AXIS_SPACE.x * scale,
            label: options.xLabel,
            labelSize: options.xLabel === '' ? 0 : 16 * scale,
            labelGap: 0,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
            values: (_, splits) => splits.map(options.formatStep),
          },
          {
            ...axis,
            size: 52 * scale,
            space: AXIS_SPACE.y * scale,
            values: (_, splits) => splits.map(options.format),
            ...(isLogarithmic && {
              splits: () => decadeMarks(...this.#y),
              filter: (_: uPlot, splits: number[]) => splits,
            }),
          },
        ],
        series: [
          {},
          ...lines.map((line) => ({
            ...forms[line.form](colors[line.color], colors.surface, scale),
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
          setSelect: [
            (plot) => {
              const { left, width } = plot.select;
              const range = { from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') };
              plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              if (width >= MIN_DRAG) onZoom?.(range);
            },
          ],
        },
      },
      [[], ...lines.map(() => [])],
      parent,
    );
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  draw({ lines, xEnd, yTop, idleTop, zoom }: PlotData): void {
    this.#x = zoom ? [zoom.from, zoom.to] : [0, xEnd];
    this.#y = fit(lines, { yTop, idleTop, isLogarithmic: this.#isLogarithmic, zoom });
    const limit = Math.max(100, this.#plot.width);
    const tables = lines.map((line): uPlot.AlignedData => {
      const { form, x, y } = zoom ? within(line, zoom) : line;
      const curve = form === 'faint' ? envelope(x, y, limit) : thin(x, y, limit);
      return [curve.x, this.#isLogarithmic ? curve.y.map((value) => (value > 0 ? value : null)) : curve.y];
    });
    this.#plot.setData(uPlot.join(tables));
  }

  /** Puts the crosshair of all charts of the group at a step, as the mouse would; null takes it away. */
  point(step: number | null): void {
    const { over } = this.#plot;
    if (step === null) {
      over.dispatchEvent(new MouseEvent('mouseleave'));
      return;
    }
    const { left, top } = over.getBoundingClientRect();
    this.#plot.syncRect();
    over.dispatchEvent(
      new MouseEvent('mousemove', { clientX: left + this.#plot.valToPos(step, 'x'), clientY: top + 1 }),
    );
  }

  resize(width: number, height: number): void {
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  destroy(): void {
    this.#plot.destroy();
  }
}
