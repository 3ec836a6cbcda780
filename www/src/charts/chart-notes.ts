/**
 * What is to be learnt from a chart, in words above it, and what lies beyond its axis, unless trouble is told that says so
 * itself. Draws only.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locale/words.js';
import type { Format } from '../state/curves/curves.js';
import type { Peak } from '../state/curves/scale.js';
import type { XAxis } from '../state/curves/x-axis.js';
import { icon } from '../widgets/icon.js';

export interface ChartNote {
  readonly text: string;
  /** Something has gone wrong. */
  readonly isBad: boolean;
}

export interface ChartNotes {
  readonly notes: readonly ChartNote[];
  readonly outside: Peak | null;
  /** Of a value on the axis. */
  readonly tick: Format;
  readonly xAxis: XAxis;
  readonly words: Words;
}

export function chartNotes({ notes, outside, tick, xAxis, words }: ChartNotes): TemplateResult {
  return html`<div class="notes" role="status">
      ${notes.map(
        ({ text, isBad }) =>
          html`<p class=${isBad ? 'bad' : ''}>${isBad ? icon('warning') : nothing}<span>${text}</span></p>`,
      )}
    </div>
    ${
      outside && !notes.some(({ isBad }) => isBad)
        ? html`<p class="outside">
            ▲ ${words.t('chart.outside', { value: tick(words, outside.y), place: xAxis.name(words, outside.x) })}
          </p>`
        : nothing
    }`;
}
