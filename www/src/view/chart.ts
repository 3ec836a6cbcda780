/**
 * <kiln-chart>: curves over the steps of a run, with a legend that reads them under the crosshair. Draws at most ten
 * times a second and only in a visible page: the processor is needed elsewhere. Which part is shown is its owner's to
 * decide: `kiln-zoom` asks for another, as `kiln-point-out` does for a line to be seen among others. What goes into the slot `empty` stands below the sentence said of no curve.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { chartAction, rounded } from './chart-keys.js';
import { picture } from './chart-picture.js';
import { chartStyles } from './chart-styles.js';
import { type Format, type Line, valueAt } from './curves.js';
import { lineKey } from './line-key.js';
import { define, resolveColor, SchemeController } from './look.js';
import { Pinch } from './pinch.js';
import { Plot, type PlotData, type PlotOptions } from './plot.js';
import type { StepRange } from './scale.js';
import { type XAxis, xAxes } from './x-axis.js';

const REDRAW_MS = 100;

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
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = Number.NEGATIVE_INFINITY;
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
      whole: () => ({ from: 0, to: this.xEnd }),
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
        <ul aria-hidden="true">
          ${this.#legend.map((lines) => this.#entry(lines))}
        </ul>
      </header>
      <p class="unseen">${this.summary}</p>
      <div class="plot">
        <div class="canvas" aria-hidden="true"></div>
        ${isEmpty ? nothing : this.#keys()}
        ${
          isEmpty && this.empty
            ? html`<div class="empty"><span>${this.empty}</span><slot name="empty"></slot></div>`
            : nothing
        }
      </div>`;
  }

  /** What is to be read, line by line, and those of one owner together. */
  get #legend(): readonly (readonly Line[])[] {
    const told = this.lines.filter((line) => line.form !== 'faint');
    return told.flatMap((line, index) => {
      if (line.owner === undefined) return [[line]];
      const isFirst = told.findIndex(({ owner }) => owner === line.owner) === index;
      return isFirst ? [told.filter(({ owner }) => owner === line.owner)] : [];
    });
  }

  #entry(lines: readonly Line[]): TemplateResult {
    const [first, ...others] = lines;
    if (!first) return html``;
    const { owner, label } = first;
    const part = (line: Line) => html`${lineKey(line)}<span class="value">${this.#read(line)}</span>`;
    if (owner === undefined)
      return html`<li>${lineKey(first)}${label}<span class="value">${this.#read(first)}</span></li>`;
    return html`<li
      class=${this.pointedOut === null || this.pointedOut === owner ? '' : 'faded'}
      @pointerenter=${() => this.#pointOut(owner)}
      @pointerleave=${() => this.#pointOut(null)}
    >
      ${lineKey(first)}<span class="name" title=${label}>${label}</span><span class="value">${this.#read(first)}</span>
      ${others.map(part)}
    </li>`;
  }

  /** Of a line as it is spoken: the rare values of a run among others are its tests. */
  #name({ label, owner, form }: Line): string {
    return owner === undefined || form !== 'points' ? label : `${label}, ${this.words.t('chart.test')}`;
  }

  #pointOut(owner: string | null): void {
    this.dispatchEvent(new CustomEvent('kiln-point-out', { detail: owner, bubbles: true, composed: true }));
  }

  /** The chart as the keyboard and a screen reader have it: a crosshair that moves along the steps. */
  #keys(): TemplateResult {
    const { from, to } = this.#shown;
    const { resolution, at } = this.xAxis;
    const step = this.cursor ?? rounded(to, resolution, Math.floor);
    const values = this.lines.flatMap((line) =>
      line.form === 'faint' ? [] : [`${this.#name(line)} ${this.#read(line)}`],
    );
    return html`<div
      class="keys"
      role="slider"
      tabindex="0"
      aria-label=${this.words.t('chart.crosshair', { name: this.heading })}
      aria-description=${this.zoomable ? this.words.t('chart.crosshair.zoom') : nothing}
      aria-valuemin=${rounded(from, resolution, Math.ceil)}
      aria-valuemax=${rounded(Math.max(from, to), resolution, Math.floor)}
      aria-valuenow=${step}
      aria-valuetext=${at(this.words, step, this.words.list(values))}
      @keydown=${this.#pressed}
      @blur=${() => this.#plot?.point(null)}
    ></div>`;
  }

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const whole = { from: 0, to: this.xEnd };
    const action = chartAction(event.key, {
      cursor: this.cursor,
      shown: this.#shown,
      whole,
      canZoom: this.zoomable,
      resolution: this.xAxis.resolution,
    });
    if (!action) return;
    event.preventDefault();
    if (action.type === 'zoom') {
      this.#ask(action.range);
      return;
    }
    this.#plot?.point(action.step);
    // Not the step that the pixel under the crosshair stands for, which may be the one beside it.
    this.cursor = action.step;
  };

  #ask(range: StepRange | null): void {
    if (range && range.to - range.from < this.xAxis.resolution) return;
    this.dispatchEvent(new CustomEvent('kiln-zoom', { detail: range, bubbles: true, composed: true }));
  }

  get #shown(): StepRange {
    return this.zoom ?? { from: 0, to: this.xEnd };
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
    this.#schedule();
  }

  #read(line: Line): string {
    const value = this.cursor === null ? (line.y[line.y.length - 1] ?? null) : valueAt(line, this.cursor);
    return value === null ? '–' : this.format(this.words, value);
  }

  #box(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.canvas') ?? null;
  }

  /** One frame at a time, and none before its time. */
  #schedule(): void {
    if (this.#frame !== 0 || this.#timer !== undefined) return;
    const wait = this.#drawnAt + REDRAW_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#schedule();
      }, wait);
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const box = this.#box();
    if (!this.isConnected || !box || box.clientWidth === 0 || box.clientHeight === 0) return;
    this.#drawnAt = performance.now();
    this.#plot ??= new Plot(box, this.lines, {
      ...this.#options(),
      width: box.clientWidth,
      height: box.clientHeight,
    });
    this.#plot.draw(this.#data());
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
    this.#schedule();
  }

  #rebuild(): void {
    this.#discard();
    this.#schedule();
  }

  #discard(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
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
