/**
 * <kiln-reliability>: confidence against accuracy. Each bar is a range of confidence, and its blue edge the share of those
 * images that was read correctly: above the line the network was too modest, below it too sure, and red is by how much.
 * The lower bars say how many images there are in each range.
 */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import type { Report } from '../protocol.js';
import { baseStyles, define } from './look.js';

type Bins = Report['calibration']['bins'];

/** In units of the drawing: the square of the diagram, and below it the counts. */
const SIDE = 200;
const COUNTS = 44;
const GAP = 30;
const MARGIN = { left: 40, top: 8, right: 14, bottom: 34 } as const;
const WIDTH = MARGIN.left + SIDE + MARGIN.right;
const HEIGHT = MARGIN.top + SIDE + GAP + COUNTS + MARGIN.bottom;
const TICKS: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

export class KilnReliability extends LitElement {
  static override properties = {
    bins: { attribute: false },
    summary: { type: String },
    words: { attribute: false },
  };

  declare bins: Bins;
  /** The diagram in a sentence. */
  declare summary: string;
  declare words: Words;

  static override styles = [
    ...baseStyles,
    css`
      svg {
        display: block;
        width: 100%;
        max-width: 380px;
        height: auto;
      }
      text {
        fill: var(--muted);
        font-size: 8.5px;
      }
      .grid {
        stroke: var(--line);
      }
      .ideal {
        stroke: var(--text);
        stroke-dasharray: 4 3;
      }
      .bar {
        fill: var(--train);
        opacity: 0.75;
      }
      .gap {
        fill: var(--bad);
        opacity: 0.4;
      }
      .reached {
        stroke: var(--train);
        stroke-width: 2;
      }
      .count {
        fill: var(--line-strong);
      }
    `,
  ];

  constructor() {
    super();
    this.bins = [];
    this.summary = '';
    this.words = new Words('en');
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const bottom = MARGIN.top + SIDE;
    const base = bottom + GAP + COUNTS;
    const most = Math.max(1, ...this.bins.map((bin) => bin.count));
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${this.summary}>
        ${TICKS.map((tick) => {
          const y = bottom - tick * SIDE;
          const x = MARGIN.left + tick * SIDE;
          return svg`<line class="grid" x1=${MARGIN.left} x2=${MARGIN.left + SIDE} y1=${y} y2=${y}></line>
            <text x=${MARGIN.left - 5} y=${y + 3.5} text-anchor="end">${words.percent(tick)}</text>
            <text x=${x} y=${base + 13} text-anchor="middle">${words.percent(tick)}</text>`;
        })}
        ${this.bins.map((bin, index) => this.#bar(bin, index, bottom))}
        <line class="ideal" x1=${MARGIN.left} y1=${bottom} x2=${MARGIN.left + SIDE} y2=${MARGIN.top}></line>
        <line class="grid" x1=${MARGIN.left} x2=${MARGIN.left + SIDE} y1=${base} y2=${base}></line>
        ${this.bins.map((bin, index) => {
          const { x, width } = this.#place(index);
          const height = (bin.count / most) * COUNTS;
          const title = svg`<title>${words.plural('calibration.images', bin.count)}</title>`;
          return svg`<rect class="count" x=${x} y=${base - height} width=${width} height=${height}>${title}</rect>`;
        })}
        <text x=${MARGIN.left} y=${bottom + GAP - 8}>${words.t('calibration.counts', { most })}</text>
        <text x=${MARGIN.left + SIDE} y=${base + 27} text-anchor="end">${words.t('calibration.confidence')}</text>
        <text x=${MARGIN.left + 4} y=${MARGIN.top + 10}>${words.t('calibration.accuracy')}</text>
      </svg>
      ${this.#table()}`;
  }

  #bar(bin: Bins[number], index: number, bottom: number): unknown {
    if (bin.accuracy === null || bin.confidence === null || bin.count === 0) return nothing;
    const { x, width } = this.#place(index);
    const high = Math.max(bin.accuracy, bin.confidence) * SIDE;
    const low = Math.min(bin.accuracy, bin.confidence) * SIDE;
    const top = bottom - bin.accuracy * SIDE;
    const title = svg`<title>${this.words.plural('calibration.bin', bin.count, 'count', {
      confidence: this.words.percent(bin.confidence, 1),
      accuracy: this.words.percent(bin.accuracy, 1),
    })}</title>`;
    return svg`<g>${title}
      <rect class="bar" x=${x} y=${bottom - low} width=${width} height=${low}></rect>
      <rect class="gap" x=${x} y=${bottom - high} width=${width} height=${high - low}></rect>
      <line class="reached" x1=${x} x2=${x + width} y1=${top} y2=${top}></line>
    </g>`;
  }

  #place(index: number): { x: number; width: number } {
    const step = SIDE / Math.max(1, this.bins.length);
    return { x: MARGIN.left + index * step + 0.75, width: step - 1.5 };
  }

  /** The same for those who hear it. */
  #table(): TemplateResult {
    const { words } = this;
    const percent = (share: number | null) => (share === null ? '–' : words.percent(share, 1));
    return html`<table class="visually-hidden">
      <caption>${words.t('calibration.title')}</caption>
      <tr>
        <th scope="col">${words.t('calibration.confidence')}</th>
        <th scope="col">${words.t('calibration.accuracy')}</th>
        <th scope="col">${words.t('calibration.column.images')}</th>
      </tr>
      ${this.bins
        .filter((bin) => bin.count > 0)
        .map(
          (bin) => html`<tr>
            <td>${percent(bin.confidence)}</td>
            <td>${percent(bin.accuracy)}</td>
            <td>${words.number(bin.count)}</td>
          </tr>`,
        )}
    </table>`;
  }
}

define('kiln-reliability', KilnReliability);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-reliability': KilnReliability;
  }
}
