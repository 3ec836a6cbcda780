/** Whether gradients are measured, and what to do where they are not: said where charts of them are empty. */
import { html, nothing, type TemplateResult } from 'lit';
import { isActive } from '../../state/run/run.js';
import { configOf } from '../../state/state.js';
import type { Context } from '../context.js';

/** Often enough to see a gradient change, seldom enough to cost little. */
const measureEvery = 10;

export function gradientsUnmeasured({ state, words }: Context): string {
  const every = configOf(state.setup)?.diagnoseEvery ?? 0;
  if (every === 0) return words.t('chart.empty.gradientNorm.off');
  const { run } = state;
  const isWithout = isActive(run.status) && (run.config?.diagnoseEvery ?? 0) === 0;
  return isWithout ? words.t('chart.empty.gradientNorm.next') : words.t('chart.empty.gradientNorm', { every });
}

export function measureButton({ state, words, ideaTrial }: Context): TemplateResult | typeof nothing {
  const config = configOf(state.setup);
  if (!config || (config.diagnoseEvery ?? 0) > 0) return nothing;
  return html`<button slot="empty" type="button" @click=${() => ideaTrial.measureGradients(measureEvery)}>
    ${words.t('chart.empty.gradientNorm.turnOn', { every: measureEvery })}
  </button>`;
}
