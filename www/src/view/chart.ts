/**
 * <kiln-chart>: curves over the steps of a run, with a legend that reads them under the crosshair. Draws no more often
 * than can be seen, and only in a visible page. Which part is shown is its owner's to decide: `kiln-zoom` asks for
 * another, as `kiln-point-out` does for a line to be seen among others. What goes into the slot `empty` stands below the
 * sentence said of no curve.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import type { ChartAction } from './chart-keys.js';
import { chartLegend } from './chart-legend.js';
import { picture } from './chart-picture.js';
import { chartSlider } from './chart-slider.js';
import { chartStyles } from './chart-styles.js';
import { type Format, type Line, valueAt } from './curves.js';
import { define, resolveColor, SchemeController } from './look.js';
import { Pinch } from './pinch.js';
import { Plot, type PlotData, type PlotOptions } from './plot.js';
import { Redraw } from './redraw.js';
import type { StepRange } from './scale.js';
import { type XAxis, xAxes } from './x-axis.js';

export class KilnChart extends LitElement {
  static override properties = {
    heading: { type: String },
    about: { type: String },
    empty: { type: String },
    summary: { type: String },
    xAxis: { attribute: false },
    pointedOut: { attribute: false },
    compact: { type: Boolean },
    xEnd: { type: Number, attribute: 'x-end' },
    yTop: { type: Number, attribute: 'y-top' },
    idleTop: { type: Number, attribute: 'idle-top' },
    logarithmic: { type: Boolean },
    zoomable: { type: Boolean },
    zoom: { attribute: false },
    group: { type: String },
    lines: { attribute: false },
    format: { attribute: false },
    tick: { attribute: false },
    words: { attribute: false },
    cursor: { state: true },
  };

  declare heading: string;
  declare about: string;
  /** Said in the middle while there is no curve. */
  declare empty: string;
  /** The curve in words. */
  declare summary: string;
  declare xAxis: XAxis;
  /** Whose lines are pointed out; null for none. */
  declare pointedOut: string | null;
  /** One of many: what all of them say on their axes is left out. */
  declare compact: boolean;
  declare xEnd: number;
  declare yTop: number | null;
  /** Where the vertical axis ends while there is nothing to fit. */
  declare idleTop: number;
  declare logarithmic: boolean;
  /** Whether a part of the run may be asked for. */
  declare zoomable: boolean;
  /** Null to show everything. */
  declare zoom: StepRange | null;
  /** Charts of one group share their crosshair. */
  declare group: string;
  declare lines: readonly Line[];
  declare format: Format;
  declare tick: Format;
  declare words: Words;
  declare private cursor: number | null;

  #plot: Plot | null = null;
  /** What the plot was built for: built again when that changes. */
  #built = '';
  readonly #redraw = new Redraw(() => this.#draw());
  readonly #resize = new ResizeObserver(() => this.#fit());

  static override styles = chartStyles;

  constructor() {
    super();
    this.heading = '';
    this.about = '';
    this.empty = '';
    this.summary = '';
    this.xAxis = xAxes.steps;
    this.pointedOut = null;
    this.compact = false;
    this.xEnd = 20;
    this.yTop = null;
    this.idleTop = 2.5;
    this.logarithmic = false;
    this.zoomable = false;
    this.zoom = null;
    this.group = 'kiln';
    this.lines = [];
    this.words = new Words('en');
    this.format = (words, value) => words.significant(value);
    this.tick = (words, value) => words.number(value, 3);
    this.cursor = null;
    new SchemeController(this, () => this.#rebuild());
    new Pinch(this, {
      area: () => (this.zoomable && this.shadowRoot?.querySelector('.u-over')?.getBoundingClientRect()) || null,
      shown: () => this.#shown,
      whole: () => this.#whole,
      ask: (range) => this.#ask(range),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#discard();
  }

  protected override render(): TemplateResult {
    const isEmpty = this.lines.every((line) => line.x.length === 0);
    return html`<header>
        <h3>${this.heading}</h3>
        <span class="about">${this.about}</span>
        ${chartLegend({
          lines: this.lines,
          pointedOut: this.pointedOut,
          read: (line) => this.#read(line),
          pointOut: (owner) => this.#pointOut(owner),
        })}
      </header>
      <p class="unseen">${this.summary}</p>
      <div class="plot">
        <div class="canvas" aria-hidden="true"></div>
        ${isEmpty ? nothing : this.#slider()}
        ${
          isEmpty && this.empty
            ? html`<div class="empty"><span>${this.empty}</span><slot name="empty"></slot></div>`
            : nothing
        }
      </div>`;
  }

  #pointOut(owner: string | null): void {
    this.dispatchEvent(new CustomEvent('kiln-point-out', { detail: owner, bubbles: true, composed: true }));
  }

  #slider(): TemplateResult {
    return chartSlider({
      words: this.words,
      heading: this.heading,
      xAxis: this.xAxis,
      lines: this.lines,
      cursor: this.cursor,
      shown: this.#shown,
      whole: this.#whole,
      canZoom: this.zoomable,
      read: (line) => this.#read(line),
      act: (action) => this.#act(action),
      onBlur: () => this.#plot?.point(null),
    });
  }

  #act(action: ChartAction): void {
    if (action.type === 'zoom') {
      this.#ask(action.range);
      return;
    }
    const { step } = action;
    this.cursor = step;
    // A plot that is behind what is shown would take the step for another place; it is level once it has settled.
    this.#draw();
    queueMicrotask(() => {
      this.#plot?.point(step);
      // Not the step that the pixel under the crosshair stands for, which may be the one beside it.
      this.cursor = step;
    });
  }

  #ask(range: StepRange | null): void {
    if (range && range.to - range.from < this.xAxis.resolution) return;
    this.dispatchEvent(new CustomEvent('kiln-zoom', { detail: range, bubbles: true, composed: true }));
  }

  get #shown(): StepRange {
    return this.zoom ?? this.#whole;
  }

  get #whole(): StepRange {
    return { from: 0, to: this.xEnd };
  }

  /** The chart as a PNG to keep, with its title and its legend. */
  picture(): Promise<Blob> {
    const legend = this.lines
      .filter((line) => line.form !== 'faint')
      .map((line) => ({ ...line, value: this.#read(line) }));
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const text = resolveColor(root, 'text');
    return picture({
      title: this.heading,
      text,
      legend,
      options: { ...this.#options(), xLabel: this.xAxis.label(this.words) },
      data: this.#data(),
    });
  }

  protected override updated(): void {
    const box = this.#box();
    if (box) this.#resize.observe(box);
    const needed = [
      this.xAxis.label(this.words),
      this.compact,
      this.group,
      this.words.language,
      this.logarithmic,
      this.zoomable,
      ...this.lines.map(({ form, color, dash }) => `${form} ${color} ${dash ?? 0}`),
    ].join();
    if (this.#built !== needed) this.#discard();
    this.#built = needed;
    this.#redraw.ask();
  }

  #read(line: Line): string {
    const value = this.cursor === null ? (line.y[line.y.length - 1] ?? null) : valueAt(line, this.cursor);
    return value === null ? '–' : this.format(this.words, value);
  }

  #box(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.canvas') ?? null;
  }

  #draw(): boolean {
    const box = this.#box();
    if (!this.isConnected || !box || box.clientWidth === 0 || box.clientHeight === 0) return false;
    this.#plot ??= new Plot(box, this.lines, {
      ...this.#options(),
      width: box.clientWidth,
      height: box.clientHeight,
    });
    this.#plot.draw(this.#data());
    return true;
  }

  #data(): PlotData {
    const { lines, xEnd, yTop, idleTop, zoom, pointedOut } = this;
    return { lines, xEnd, yTop, idleTop, zoom, pointedOut };
  }

  #options(): Omit<PlotOptions, 'width' | 'height'> {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    return {
      fontFamily: getComputedStyle(this).fontFamily,
      scale: 1,
      colors: (name) => resolveColor(root, name),
      xLabel: this.compact ? '' : this.xAxis.label(this.words),
      isLogarithmic: this.logarithmic,
      format: (value) => this.tick(this.words, value),
      formatStep: (step) => this.xAxis.tick(this.words, step),
      resolution: this.xAxis.resolution,
      group: this.group,
      onCursor: (step) => {
        this.cursor = step;
      },
      onZoom: this.zoomable ? (range) => this.#ask(range) : null,
    };
  }

  #fit(): void {
    const box = this.#box();
    if (!box || box.clientWidth === 0) return;
    this.#plot?.resize(box.clientWidth, box.clientHeight);
    this.#redraw.ask();
  }

  #rebuild(): void {
    this.#discard();
    this.#redraw.ask();
  }

  #discard(): void {
    this.#redraw.forget();
    this.#plot?.destroy();
    this.#plot = null;
  }
}

define('kiln-chart', KilnChart);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-chart': KilnChart;
  }
  interface HTMLElementEventMap {
    'kiln-zoom': CustomEvent<StepRange | null>;
    'kiln-point-out': CustomEvent<string | null>;
  }
}
