/**
 * <kiln-chart>: curves over the steps of a run, with a legend that reads them under the crosshair. Draws at most ten
 * times a second and only in a visible page: the processor is needed elsewhere. Which part is shown is its owner's to
 * decide: `kiln-zoom` asks for another. What goes into the slot `empty` stands below the sentence said of no curve.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { chartAction } from './chart-keys.js';
import { picture } from './chart-picture.js';
import { chartStyles } from './chart-styles.js';
import { type Format, type Line, valueAt } from './curves.js';
import { define, resolveColor, SchemeController } from './look.js';
import { Pinch } from './pinch.js';
import { Plot, type PlotData, type PlotOptions } from './plot.js';
import type { StepRange } from './scale.js';

const REDRAW_MS = 100;

export class KilnChart extends LitElement {
  static override properties = {
    heading: { type: String },
    about: { type: String },
    empty: { type: String },
    summary: { type: String },
    xLabel: { type: String, attribute: 'x-label' },
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
  declare xLabel: string;
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
    this.xLabel = '';
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
    const legend = this.lines.filter((line) => line.form !== 'faint');
    const isEmpty = this.lines.every((line) => line.x.length === 0);
    return html`<header>
        <h3>${this.heading}</h3>
        <span class="about">${this.about}</span>
        <ul aria-hidden="true">
          ${legend.map(
            (line) => html`<li>
              <span class="key ${line.form} ${line.color}"></span>${line.label}
              <span class="value">${this.#read(line)}</span>
            </li>`,
          )}
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

  /** The chart as the keyboard and a screen reader have it: a crosshair that moves along the steps. */
  #keys(): TemplateResult {
    const { from, to } = this.#shown;
    const step = this.cursor ?? Math.floor(to);
    const values = this.lines.flatMap((line) => (line.form === 'faint' ? [] : [`${line.label} ${this.#read(line)}`]));
    return html`<div
      class="keys"
      role="slider"
      tabindex="0"
      aria-label=${this.words.t('chart.crosshair', { name: this.heading })}
      aria-description=${this.zoomable ? this.words.t('chart.crosshair.zoom') : nothing}
      aria-valuemin=${Math.ceil(from)}
      aria-valuemax=${Math.max(Math.ceil(from), Math.floor(to))}
      aria-valuenow=${step}
      aria-valuetext=${this.words.t('chart.crosshair.at', { step, values: this.words.list(values) })}
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
    if (range && range.to - range.from < 1) return;
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
      options: { ...this.#options(), xLabel: this.xLabel },
      data: this.#data(),
    });
  }

  protected override updated(): void {
    const box = this.#box();
    if (box) this.#resize.observe(box);
    const needed = [
      this.xLabel,
      this.compact,
      this.group,
      this.words.language,
      this.logarithmic,
      this.zoomable,
      ...this.lines.map((line) => line.form),
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
    const { lines, xEnd, yTop, idleTop, zoom } = this;
    return { lines, xEnd, yTop, idleTop, zoom };
  }

  #options(): Omit<PlotOptions, 'width' | 'height'> {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    return {
      fontFamily: getComputedStyle(this).fontFamily,
      scale: 1,
      colors: {
        train: resolveColor(root, 'train'),
        validation: resolveColor(root, 'validation'),
        test: resolveColor(root, 'test'),
        text: resolveColor(root, 'muted'),
        line: resolveColor(root, 'line'),
        surface: resolveColor(root, 'surface'),
      },
      xLabel: this.compact ? '' : this.xLabel,
      isLogarithmic: this.logarithmic,
      format: (value) => this.tick(this.words, value),
      formatStep: (step) => this.words.number(step),
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
  }
}
