/**
 * The legend of <kiln-chart>: what is read of each line, and of those of one owner together, who is pointed out by
 * touching it. Where it is a list, of many lines, each is a button that keeps its line pointed out. Draws only: what a
 * line reads, and who is pointed out, is the chart's to know.
 */
import { html, type TemplateResult } from 'lit';
import type { Line } from '../state/curves/curves.js';
import { lineKey } from './line-key.js';

export interface ChartLegend {
  readonly lines: readonly Line[];
  /** Whose lines are pointed out; null for none. */
  readonly pointedOut: string | null;
  /** What the list is called; null where it is none. */
  readonly label: string | null;
  readonly read: (line: Line) => string;
  readonly pointOut: (owner: string | null) => void;
}

export function chartLegend(legend: ChartLegend): TemplateResult {
  const all = entries(legend.lines);
  if (legend.label !== null) {
    return html`<ul class="list" aria-label=${legend.label}>
      ${all.map((lines) => choice(lines, legend))}
    </ul>`;
  }
  return html`<ul aria-hidden="true">
    ${all.map((lines) => entry(lines, legend))}
  </ul>`;
}

/** What is to be read, line by line, and those of one owner together. */
function entries(lines: readonly Line[]): readonly (readonly Line[])[] {
  const told = lines.filter((line) => line.form !== 'faint');
  return told.flatMap((line, index) => {
    if (line.owner === undefined) return [[line]];
    const isFirst = told.findIndex(({ owner }) => owner === line.owner) === index;
    return isFirst ? [told.filter(({ owner }) => owner === line.owner)] : [];
  });
}

function entry(lines: readonly Line[], { pointedOut, read, pointOut }: ChartLegend): TemplateResult {
  const [first, ...others] = lines;
  if (!first) return html``;
  const { owner, label } = first;
  const part = (line: Line) => html`${lineKey(line)}<span class="value">${read(line)}</span>`;
  if (owner === undefined) return html`<li>${lineKey(first)}${label}<span class="value">${read(first)}</span></li>`;
  return html`<li
    class=${pointedOut === null || pointedOut === owner ? '' : 'faded'}
    @pointerenter=${() => pointOut(owner)}
    @pointerleave=${() => pointOut(null)}
  >
    ${lineKey(first)}<span class="name" title=${label}>${label}</span><span class="value">${read(first)}</span>
    ${others.map(part)}
  </li>`;
}

function choice([line]: readonly Line[], { pointedOut, read, pointOut }: ChartLegend): TemplateResult {
  if (!line) return html``;
  const { owner = null, label } = line;
  return html`<li class=${pointedOut === null || pointedOut === owner ? '' : 'faded'}>
    <button
      type="button"
      title=${label}
      aria-pressed=${pointedOut === owner}
      @click=${() => pointOut(pointedOut === owner ? null : owner)}
    >
      ${lineKey(line)}<span class="name">${label}</span><span class="value">${read(line)}</span>
    </button>
  </li>`;
}
