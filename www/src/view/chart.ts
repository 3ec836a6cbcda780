/**
 * <kiln-chart>: curves over the steps of a run, with a legend that reads them under the crosshair. Draws at most ten
 * times a second and only in a visible page: the processor is needed elsewhere.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import { chartStyles } from './chart-styles.js';
import { type Format, type Line, valueAt } from './curves.js';
import { define, resolveColor, SchemeController } from './look.js';
import { Plot } from './plot.js';

const REDRAW_MS = 100;

export class KilnChart extends LitElement {
  static override properties = {
    heading: { type: String },
    about: { type: String },
    empty: { type: String },
    summary: { type: String },
    xLabel: { type: String, attribute: 'x-label' },
    xEnd: { type: Number, attribute: 'x-end' },
    yTop: { type: Number, attribute: 'y-top' },
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
  declare xEnd: number;
  declare yTop: number | null;
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
    this.xEnd = 20;
    this.yTop = null;
    this.group = 'kiln';
    this.lines = [];
    this.words = new Words('en');
    this.format = (words, value) => words.significant(value);
    this.tick = (words, value) => words.number(value, 3);
    this.cursor = null;
    new SchemeController(this, () => this.#rebuild());
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
        ${isEmpty && this.empty ? html`<p class="empty"><span>${this.empty}</span></p>` : nothing}
      </div>`;
  }

  protected override updated(): void {
    const box = this.#box();
    if (box) this.#resize.observe(box);
    const needed = [this.xLabel, this.group, this.words.language, ...this.lines.map((line) => line.form)].join();
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
    this.#plot ??= this.#build(box);
    this.#plot.draw({ lines: this.lines, xEnd: this.xEnd, yTop: this.yTop });
  }

  #build(box: HTMLElement): Plot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const style = getComputedStyle(this);
    return new Plot(box, this.lines, {
      width: box.clientWidth,
      height: box.clientHeight,
      font: `12px ${style.fontFamily}`,
      colors: {
        train: resolveColor(root, 'train'),
        validation: resolveColor(root, 'validation'),
        test: resolveColor(root, 'test'),
        text: resolveColor(root, 'muted'),
        line: resolveColor(root, 'line'),
        surface: resolveColor(root, 'surface'),
      },
      xLabel: this.xLabel,
      format: (value) => this.tick(this.words, value),
      formatStep: (step) => this.words.number(step),
      group: this.group,
      onCursor: (step) => {
        this.cursor = step;
      },
    });
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
}
