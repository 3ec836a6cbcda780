/**
 * <kiln-chart>: curves over the steps of a run, with a legend that reads them under the crosshair. Draws no more often
 * than can be seen, and only in a visible page. Which part is shown is its owner's to decide: `kiln-zoom` asks for
 * another, as `kiln-point-out` does for a line to be seen among others. What goes into the slot `empty` stands below the
 * sentence said of no curve.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { type Format, type Line, valueAt } from '../state/curves/curves.js';
import type { Peak, StepRange } from '../state/curves/scale.js';
import { type XAxis, xAxes } from '../state/curves/x-axis.js';
import { define, resolveColor, SchemeController } from '../widgets/look.js';
import type { ChartAction } from './chart-keys.js';
import { chartLegend } from './chart-legend.js';
import { type ChartNote, chartNotes } from './chart-notes.js';
import type { PictureParts } from './chart-picture.js';
import { chartSlider } from './chart-slider.js';
import { Stage } from './chart-stage.js';
import { chartStyles } from './chart-styles.js';
import { Pinch } from './pinch.js';
import type { PlotData, PlotOptions } from './plot.js';
import type { Mark } from './plot-overlay.js';

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
    robust: { type: Boolean },
    listed: { type: Boolean, reflect: true },
    marks: { attribute: false },
    notes: { attribute: false },
    zoomable: { type: Boolean },
    zoom: { attribute: false },
    group: { type: String },
    lines: { attribute: false },
    format: { attribute: false },
    tick: { attribute: false },
    words: { attribute: false },
    cursor: { state: true },
    outside: {
      state: true,
      hasChanged: (one: Peak | null, other: Peak | null) => one?.y !== other?.y || one?.x !== other?.x,
    },
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
  /** Whether a few values far above all others may lie outside; they are marked, and told. */
  declare robust: boolean;
  /** Many lines: their legend stands beside them, and is a list to choose from. */
  declare listed: boolean;
  /** What happened on the way. */
  declare marks: readonly Mark[];
  /** What is to be learnt from the curve, in words. */
  declare notes: readonly ChartNote[];
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
  /** The highest value beyond the axis. */
  declare private outside: Peak | null;

  readonly #stage = new Stage({
    box: () => this.shadowRoot?.querySelector<HTMLElement>('.canvas') ?? null,
    options: () => this.#options(),
    data: () => this.#data(),
    drawn: (outside) => {
      this.outside = outside;
    },
  });

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
    this.robust = false;
    this.listed = false;
    this.marks = [];
    this.notes = [];
    this.zoomable = false;
    this.zoom = null;
    this.group = 'kiln';
    this.lines = [];
    this.words = new Words('en');
    this.format = (words, value) => words.significant(value);
    this.tick = (words, value) => words.number(value, 3);
    this.cursor = null;
    this.outside = null;
    new SchemeController(this, () => this.#stage.rebuild());
    new Pinch(this, {
      area: () => (this.zoomable && this.shadowRoot?.querySelector('.u-over')?.getBoundingClientRect()) || null,
      shown: () => this.#shown,
      whole: () => this.#whole,
      ask: (range) => this.#ask(range),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stage.end();
  }

  protected override render(): TemplateResult {
    const { notes, outside, tick, xAxis, words } = this;
    const isEmpty = this.lines.every(({ form, x }) => form === 'level' || x.length === 0);
    return html`<header>
        <h3>${this.heading}</h3>
        <span class="about">${this.about}</span>
        ${this.listed ? nothing : this.#legend()}
      </header>
      <p class="visually-hidden">${this.summary}</p>
      ${chartNotes({ notes, outside, tick, xAxis, words })}
      <div class="body">
        <div class="plot">
          <div class="canvas" aria-hidden="true"></div>
          ${isEmpty ? nothing : this.#slider()}
          ${
            isEmpty && this.empty
              ? html`<div class="empty"><span>${this.empty}</span><slot name="empty"></slot></div>`
              : nothing
          }
        </div>
        ${this.listed && !isEmpty ? this.#legend() : nothing}
      </div>`;
  }

  #legend(): TemplateResult {
    const { lines, pointedOut, listed, words } = this;
    return chartLegend({
      lines,
      pointedOut,
      label: listed ? words.t('chart.legend') : null,
      read: (line) => this.#read(line),
      pointOut: (owner) => this.#pointOut(owner),
    });
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
      onBlur: () => this.#stage.point(null),
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
    this.#stage.draw();
    queueMicrotask(() => {
      this.#stage.point(step);
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

  /** What a picture of it is made of, with its title and its legend. */
  parts(): PictureParts {
    const legend = this.lines
      .filter((line) => line.form !== 'faint')
      .map((line) => ({ ...line, value: this.#read(line) }));
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    return {
      title: this.heading,
      text: resolveColor(root, 'text'),
      legend,
      options: { ...this.#options(), xLabel: this.xAxis.label(this.words) },
      data: this.#data(),
    };
  }

  protected override updated(): void {
    const needed = [
      this.xAxis.label(this.words),
      this.compact,
      this.group,
      this.words.language,
      this.logarithmic,
      this.zoomable,
      ...this.lines.map(({ form, color, dash }) => `${form} ${color} ${dash ?? 0}`),
    ].join();
    this.#stage.update(needed);
  }

  #read(line: Line): string {
    const value = this.cursor === null ? (line.y[line.y.length - 1] ?? null) : valueAt(line, this.cursor);
    return value === null ? '–' : this.format(this.words, value);
  }

  #data(): PlotData {
    const { lines, xEnd, yTop, idleTop, robust, marks, zoom, pointedOut } = this;
    return { lines, xEnd, yTop, idleTop, isRobust: robust, marks, zoom, pointedOut };
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
      formatCursor: (step) => this.xAxis.name(this.words, step),
      resolution: this.xAxis.resolution,
      group: this.group,
      onCursor: (step) => {
        this.cursor = step;
      },
      onZoom: this.zoomable ? (range) => this.#ask(range) : null,
    };
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
