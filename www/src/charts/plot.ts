/**
 * Lines as uPlot draws them: series, scales, axes, in the colours it is given. Owns the uPlot instance of one chart and
 * how much of a curve is worth drawing; knows no runs and no words.
 */
import uPlot from 'uplot';
import type { Line, LineForm } from '../state/curves/curves.js';
import { envelope, thin } from '../state/curves/decimate.js';
import { patternOf } from '../state/curves/line-look.js';
import { decadeMarks, type Extent, fit, type Peak, peakAbove, type StepRange, within } from '../state/curves/scale.js';
import type { ColorName } from '../widgets/look.js';
import { rounded } from './chart-keys.js';
import { type Mark, Overlay } from './plot-overlay.js';

export interface PlotOptions {
  width: number;
  height: number;
  fontFamily: string;
  /** On the screen 1; in a picture to be kept, everything is as many times larger. */
  scale: number;
  colors: (name: ColorName) => string;
  xLabel: string;
  isLogarithmic: boolean;
  format: (value: number) => string;
  formatStep: (step: number) => string;
  /** Said beside the crosshair. */
  formatCursor: (step: number) => string;
  /** The smallest distance on the horizontal axis that is worth telling: 1 for steps. */
  resolution: number;
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
  /** Whether a few values far above all others may lie outside the vertical axis. */
  isRobust: boolean;
  /** What happened on the way. */
  marks: readonly Mark[];
  zoom: StepRange | null;
  /** Whose lines are pointed out, the others faded; null for none. */
  pointedOut: string | null;
}

/** Between the marks of the horizontal axis. */
const increments = [
  0.01,
  0.02,
  0.05,
  0.1,
  0.2,
  0.5,
  ...[1, 10, 100, 1e3, 1e4, 1e5].flatMap((n) => [n, 2 * n, 5 * n]),
  1e6,
];
const AXIS_SPACE = { x: 56, y: 36 } as const;
const FONT_SIZE = 12;
/** Pixels that are no drag yet. */
const MIN_DRAG = 6;

const alphas: Readonly<Record<LineForm, number>> = { line: 1, faint: 0.28, points: 1, level: 1 };
/** Of lines that are not the one pointed out. */
const FADED = 0.2;

interface Style {
  readonly color: string;
  readonly surface: string;
  readonly scale: number;
  readonly dash: number;
}

const forms: Readonly<Record<LineForm, (style: Style) => uPlot.Series>> = {
  line: ({ color, scale, dash }) => ({
    stroke: color,
    width: 2 * scale,
    dash: dashOf('line', dash, scale),
    points: { show: false },
  }),
  level: ({ color, scale, dash }) => ({
    stroke: color,
    width: 1.5 * scale,
    dash: dashOf('level', dash, scale),
    cap: 'round',
    points: { show: false },
  }),
  faint: ({ color, scale }) => ({ stroke: color, width: scale, points: { show: false } }),
  points: ({ color, surface, scale, dash }) => ({
    stroke: color,
    width: 1.5 * scale,
    dash: [5 * scale, 4 * scale],
    // Filled where a run of the same colour has open ones.
    points: { show: true, size: 8 * scale, width: 2 * scale, stroke: color, fill: dash % 2 === 0 ? surface : color },
  }),
};

function dashOf(form: LineForm, dash: number, scale: number): number[] {
  return patternOf(form, dash).map((length) => length * scale);
}

export class Plot {
  readonly #plot: uPlot;
  readonly #isLogarithmic: boolean;
  /** What was drawn of a line that has not changed since. */
  #thinned = new Map<Line, uPlot.AlignedData>();
  #thinnedFor = '';
  #x: Extent = [0, 20];
  #y: Extent = [0, 1];
  #outside: Peak | null = null;
  readonly #overlay: Overlay;
  readonly #colors: PlotOptions['colors'];

  constructor(parent: HTMLElement, lines: readonly Line[], options: PlotOptions) {
    const { scale, colors, isLogarithmic, onZoom } = options;
    this.#isLogarithmic = isLogarithmic;
    this.#colors = colors;
    if (isLogarithmic) this.#y = [0.1, 1];
    const font = `${FONT_SIZE * scale}px ${options.fontFamily}`;
    this.#overlay = new Overlay({
      scale,
      fontSize: FONT_SIZE,
      fontFamily: options.fontFamily,
      color: colors('muted'),
      surface: colors('surface'),
    });
    const axis: uPlot.Axis = {
      stroke: colors('muted'),
      font,
      labelFont: font,
      gap: 5 * scale,
      grid: { stroke: colors('line'), width: scale },
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
            incrs: increments.filter((step) => step >= options.resolution),
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
            ...forms[line.form]({ color: colors(line.color), surface: colors('surface'), scale, dash: line.dash ?? 0 }),
            alpha: alphas[line.form],
            spanGaps: true,
          })),
        ],
        hooks: {
          draw: [(plot) => this.#overlay.draw(plot)],
          setCursor: [
            (plot) => {
              const { left } = plot.cursor;
              const step =
                left !== undefined && left >= 0 ? rounded(plot.posToVal(left, 'x'), options.resolution) : null;
              this.#overlay.point(plot, step === null ? null : { left: left ?? 0, words: options.formatCursor(step) });
              options.onCursor(step);
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

  /** The highest value that lies outside the vertical axis; null where all that is to be read is within it. */
  get outside(): Peak | null {
    return this.#outside;
  }

  draw({ lines, xEnd, yTop, idleTop, isRobust, marks, zoom, pointedOut }: PlotData): void {
    this.#x = zoom ? [zoom.from, zoom.to] : [0, xEnd];
    this.#y = fit(lines, { yTop, idleTop, isLogarithmic: this.#isLogarithmic, isRobust, zoom });
    this.#outside = isRobust ? peakAbove(lines, this.#y[1], zoom) : null;
    const limit = Math.max(100, this.#plot.width);
    const thinnedFor = [limit, zoom?.from, zoom?.to].join();
    const known = thinnedFor === this.#thinnedFor ? this.#thinned : new Map<Line, uPlot.AlignedData>();
    this.#thinnedFor = thinnedFor;
    this.#thinned = new Map(lines.map((line) => [line, known.get(line) ?? this.#thin(line, zoom, limit)]));
    for (const [index, { form, owner }] of lines.entries()) {
      const series = this.#plot.series[index + 1];
      const isFaded = pointedOut !== null && owner !== undefined && owner !== pointedOut;
      if (series) series.alpha = alphas[form] * (isFaded ? FADED : 1);
    }
    const isRead = ({ form, isGhost = false }: Line) => form !== 'faint' && form !== 'level' && !isGhost;
    const cut = this.#outside
      ? lines.filter(isRead).map(({ color, x, y }) => ({ color: this.#colors(color), x, y }))
      : [];
    this.#overlay.show({ marks, cut, top: this.#y[1] });
    this.#plot.setData(lines.length === 0 ? [[]] : uPlot.join([...this.#thinned.values()]));
  }

  #thin(line: Line, zoom: StepRange | null, limit: number): uPlot.AlignedData {
    const { form, x, y } = zoom ? within(line, zoom) : line;
    const curve = form === 'faint' ? envelope(x, y, limit) : thin(x, y, limit);
    return [curve.x, this.#isLogarithmic ? curve.y.map((value) => (value > 0 ? value : null)) : curve.y];
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
