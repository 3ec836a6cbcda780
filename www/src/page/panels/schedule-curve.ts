/** The learning rate over the run to come, drawn as the core will have it. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Context } from '../context.js';

const [width, height] = [240, 48] as const;

export function scheduleCurve({ state, words }: Context): TemplateResult | typeof nothing {
  const { curve } = state.setup;
  if (!curve) return nothing;
  const { rates, peak, numSteps } = curve;
  const steps = words.number(numSteps);
  const last = rates.at(-1);
  if (last === undefined) return html`<p class="hint">${words.t('setup.curve.long', { steps })}</p>`;
  const end = Math.max(1, rates.length - 1);
  const points = rates.map((rate, point) => `${(point / end) * width},${height - (rate / (peak || 1)) * height}`);
  // One step is a level, not a dot.
  if (points.length === 1) points.push(`${width},0`);
  const [highest, lowest] = [amount(peak), amount(last)];
  return html`<figure class="schedule-curve">
    <svg
      viewBox="0 -2 ${width} ${height + 4}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${words.plural('setup.curve', numSteps, 'steps', { peak: highest, last: lowest })}
    >
      ${svg`<polyline points=${points.join(' ')} vector-effect="non-scaling-stroke"></polyline>`}
    </svg>
    <figcaption aria-hidden="true">
      <span>${words.t('setup.curve.peak', { peak: highest })}</span>
      <span>${words.plural('setup.curve.steps', numSteps)}</span>
      <span>${words.t('setup.curve.last', { last: lowest })}</span>
    </figcaption>
  </figure>`;
}

/** Rates span many orders of magnitude: 0.02, and 8e-8. */
function amount(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}
