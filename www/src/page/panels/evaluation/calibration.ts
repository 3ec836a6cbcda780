/** Whether the network's confidence can be trusted: the diagram, and two numbers with what they mean. */
import { html, type TemplateResult } from 'lit';
import { confidenceOf } from '../../../state/evaluation/confidence.js';
import type { Found } from '../../../state/slices/evaluation.js';
import type { Context } from '../../context.js';
import { meanings } from './names.js';

export function calibration(context: Context, { report }: Found): TemplateResult {
  const { words } = context;
  const { bins, expectedError, brierScore } = report.calibration;
  const { mean, verdict } = confidenceOf(report);
  const shares = { confidence: words.percent(mean, 1), accuracy: words.percent(report.accuracy, 1) };
  const error = words.percent(expectedError, 1);
  return html`<section class="panel" aria-labelledby="calibration-title">
    <h3 id="calibration-title">${words.t('calibration.title')}</h3>
    <p class="hint">${words.t('calibration.about')}</p>
    <div class="calibration">
      <kiln-reliability
        .bins=${bins}
        .summary=${words.t('calibration.summary', { ...shares, error })}
        .words=${words}
      ></kiln-reliability>
      <div>
        <p>${words.t(`calibration.${verdict}`, shares)}</p>
        <dl class="figures">
          <div><dt>${words.t('calibration.error')}</dt><dd class="display">${error}</dd></div>
          <div><dt>${words.t('calibration.brier')}</dt><dd class="display">${words.significant(brierScore)}</dd></div>
        </dl>
      </div>
    </div>
    ${meanings(context, [
      ['calibration.confidence', 'calibration.confidence.help'],
      ['calibration.error', 'calibration.error.help'],
      ['calibration.brier', 'calibration.brier.help'],
    ])}
  </section>`;
}
