/** The button that saves a report of the run at hand, in every place where it is offered. */
import { html, nothing, type TemplateResult } from 'lit';
import { canReport } from '../../state/slices/evaluation.js';
import { icon } from '../../widgets/icon.js';
import type { Context } from '../context.js';

/** With what it is about, or why it cannot be pressed, where there is room for a line. */
export function saveReport(context: Context, hasRoom: boolean): TemplateResult {
  const { state, words, report } = context;
  const { stage } = state.reporting;
  const canSave = canReport(state.run);
  const isEnabled = canSave && stage === null;
  return html`<button
      type="button"
      class="save-report"
      aria-disabled=${!isEnabled}
      title=${canSave ? nothing : words.t('report.none')}
      @click=${() => isEnabled && void report()}
    >
      ${icon('save')}<span>${stage === null ? words.t('report.save') : told(context)}</span>
    </button>
    <span class="visually-hidden" role="status">${stage === null ? '' : told(context)}</span>
    ${hasRoom ? html`<p class="hint">${words.t(canSave ? 'report.about' : 'report.none')}</p>` : nothing}`;
}

function told({ state, words }: Context): string {
  const { stage } = state.reporting;
  const { testing } = state.run;
  if (stage === 'collecting' || stage === 'writing') return words.t(`report.${stage}`);
  return testing ? words.t('evaluate.reading.of', testing) : words.t('evaluate.reading');
}
