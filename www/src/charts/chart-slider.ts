/**
 * <kiln-chart> as the keyboard and a screen reader have it: a crosshair that moves along the steps. Draws and reads keys
 * only; where the crosshair is, and what is shown, is the chart's to change.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../locale/words.js';
import type { Line } from '../state/curves/curves.js';
import type { XAxis } from '../state/curves/x-axis.js';
import { type ChartAction, type ChartView, chartAction, rounded } from './chart-keys.js';

export interface ChartSlider extends Omit<ChartView, 'resolution'> {
  readonly words: Words;
  readonly heading: string;
  readonly xAxis: XAxis;
  readonly lines: readonly Line[];
  readonly read: (line: Line) => string;
  readonly act: (action: ChartAction) => void;
  readonly onBlur: () => void;
}

export function chartSlider(slider: ChartSlider): TemplateResult {
  const { words, heading, xAxis, lines, cursor, shown, canZoom, read, onBlur } = slider;
  const { from, to } = shown;
  const { resolution, at } = xAxis;
  const step = cursor ?? rounded(to, resolution, Math.floor);
  const values = lines.flatMap((line) =>
    line.form === 'faint' || line.form === 'level' ? [] : [`${nameOf(line, words)} ${read(line)}`],
  );
  return html`<div
    class="keys"
    role="slider"
    tabindex="0"
    aria-label=${words.t('chart.crosshair', { name: heading })}
    aria-description=${canZoom ? words.t('chart.crosshair.zoom') : nothing}
    aria-valuemin=${rounded(from, resolution, Math.ceil)}
    aria-valuemax=${rounded(Math.max(from, to), resolution, Math.floor)}
    aria-valuenow=${step}
    aria-valuetext=${at(words, step, words.list(values))}
    @keydown=${(event: KeyboardEvent) => pressed(event, slider)}
    @blur=${onBlur}
  ></div>`;
}

/** Of a line as it is spoken: the rare values of a run among others are its tests. */
function nameOf({ label, owner, form }: Line, words: Words): string {
  return owner === undefined || form !== 'points' ? label : `${label}, ${words.t('chart.test')}`;
}

function pressed(event: KeyboardEvent, { xAxis, act, ...view }: ChartSlider): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = chartAction(event.key, { ...view, resolution: xAxis.resolution });
  if (!action) return;
  event.preventDefault();
  act(action);
}
