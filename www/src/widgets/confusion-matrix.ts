/**
 * <kiln-confusion-matrix>: what each class was taken for, as a table whose cells can be chosen with mouse or arrow keys.
 * Tells the choice by `kiln-cell`; which images those are is for others to show.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { Words } from '../locale/words.js';
import type { MatrixUnit } from '../state/slices/evaluation.js';
import { matrixStyles } from './confusion-styles.js';
import { define } from './look.js';

export interface CellDetail {
  truth: number;
  predicted: number;
}

/** How strong a cell's colour is at most, in percent: the number upon it stays readable in both themes. */
const MAX_TINT = 45;
const MIN_TINT = 9;

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

export class KilnConfusionMatrix extends LitElement {
  static override properties = {
    matrix: { attribute: false },
    names: { attribute: false },
    unit: { type: String },
    truth: { attribute: false },
    predicted: { attribute: false },
    words: { attribute: false },
    current: { state: true },
  };

  /** Images by true class (rows) and predicted class (columns). */
  declare matrix: readonly (readonly number[])[];
  /** Of the classes. */
  declare names: readonly string[];
  declare unit: MatrixUnit;
  /** The cell, the row or the column whose images are shown; null for any. */
  declare truth: number | null;
  declare predicted: number | null;
  declare words: Words;
  /** The one cell that the tab key comes to; arrow keys go on from there. */
  declare private current: readonly [row: number, column: number];

  static override styles = matrixStyles;

  constructor() {
    super();
    this.matrix = [];
    this.names = [];
    this.unit = 'counts';
    this.truth = null;
    this.predicted = null;
    this.words = new Words('en');
    this.current = [0, 0];
  }

  protected override willUpdate(changed: PropertyValues): void {
    const [row, column] = this.current;
    if (changed.has('matrix') && Math.max(row, column) >= this.matrix.length) this.current = [0, 0];
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const totals = this.matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
    const worst = this.#worst(totals);
    return html`<span class="axis side" aria-hidden="true">${words.t('matrix.truth')}</span>
      <div class="frame">
      <table role="grid" aria-label=${words.t('matrix.label')} @keydown=${this.#key}>
        <thead>
          <tr aria-hidden="true">
            <td class="corner"></td>
            <td class="axis" colspan=${this.names.length}>${words.t('matrix.predicted')}</td>
          </tr>
          <tr>
            <th class="corner" scope="col">
              <span class="visually-hidden">${words.t('matrix.truth')}</span>
            </th>
            ${this.names.map(
              (name, column) =>
                html`<th scope="col" title=${name} class=${column === this.predicted ? 'chosen' : ''}>
                  <span class="visually-hidden">${words.t('matrix.predicted')} </span>${name}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.matrix.map(
            (row, truth) => html`<tr>
              <th scope="row" title=${this.names[truth] ?? ''} class=${truth === this.truth ? 'chosen' : ''}>
                ${this.names[truth] ?? truth}
              </th>
              ${row.map((count, predicted) => this.#cell(truth, predicted, count, totals[truth] ?? 0, worst))}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #cell(truth: number, predicted: number, count: number, total: number, worst: number): TemplateResult {
    const { words } = this;
    const share = total > 0 ? count / total : 0;
    const isRight = truth === predicted;
    // Mistakes are few: the largest of them, and not the whole, is what their colour is measured by.
    const strength = isRight ? share : Math.sqrt(worst > 0 ? share / worst : 0);
    const tint = count === 0 ? 0 : MIN_TINT + (MAX_TINT - MIN_TINT) * strength;
    const values = { truth: this.names[truth] ?? truth, predicted: this.names[predicted] ?? predicted };
    const percent = words.percent(share, share < 0.9995 ? 1 : 0);
    const label = words.plural(isRight ? 'matrix.cell.right' : 'matrix.cell.wrong', count, 'count', {
      ...values,
      share: percent,
    });
    const [row, column] = this.current;
    const isChosen = truth === this.truth && predicted === this.predicted;
    return html`<td role="gridcell" aria-selected=${isChosen}>
      <button
        type="button"
        class="${isRight ? 'right' : 'wrong'} ${count === 0 ? 'none' : ''} ${isChosen ? 'chosen' : ''}"
        style="--tint:${tint.toFixed(1)}%"
        tabindex=${truth === row && predicted === column ? 0 : -1}
        data-cell="${truth},${predicted}"
        aria-label=${label}
        title=${label}
        @focus=${() => {
          this.current = [truth, predicted];
        }}
        @click=${() => this.#choose(truth, predicted)}
      >
        ${count === 0 ? '·' : this.unit === 'counts' ? words.number(count) : percent}
      </button>
    </td>`;
  }

  #choose(truth: number, predicted: number): void {
    const detail: CellDetail = { truth, predicted };
    this.dispatchEvent(new CustomEvent('kiln-cell', { detail, bubbles: true, composed: true }));
  }

  #key(event: KeyboardEvent): void {
    const last = this.matrix.length - 1;
    const [row, column] = this.current;
    const move = MOVES[event.key];
    const next: readonly [number, number] | null = move
      ? [row + move[0], column + move[1]]
      : event.key === 'Home'
        ? [row, 0]
        : event.key === 'End'
          ? [row, last]
          : null;
    if (!next) return;
    event.preventDefault();
    const at = next.map((place) => Math.max(0, Math.min(last, place))).join(',');
    this.shadowRoot?.querySelector<HTMLElement>(`[data-cell="${at}"]`)?.focus();
  }

  /** The largest share of a class that was taken for one other class. */
  #worst(totals: readonly number[]): number {
    let worst = 0;
    for (const [truth, row] of this.matrix.entries()) {
      for (const [predicted, count] of row.entries()) {
        const total = totals[truth] ?? 0;
        if (truth !== predicted && total > 0) worst = Math.max(worst, count / total);
      }
    }
    return worst;
  }
}

define('kiln-confusion-matrix', KilnConfusionMatrix);

declare global {
  interface HTMLElementTagNameMap {
    'kiln-confusion-matrix': KilnConfusionMatrix;
  }
  interface HTMLElementEventMap {
    'kiln-cell': CustomEvent<CellDetail>;
  }
}
