/** What happens: loss and accuracy over the steps, on axes that wait before there is anything. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../view/chart.js';
import { axisEnd, lines, type MeasureName, measures, summarize } from '../../view/curves.js';
import type { Context } from '../context.js';

const names: readonly MeasureName[] = ['loss', 'accuracy'];

export function curves({ state, words }: Context): TemplateResult {
  const { run } = state;
  const end = axisEnd(run.step, run.info?.numSteps ?? null);
  // A strip to swipe through has to be reached by the keyboard, too; a column of charts has not.
  const isStrip = matchMedia('(max-width: 700px)').matches;
  return html`<div class="charts" role="group" aria-label=${words.t('page.curves')} tabindex=${isStrip ? 0 : nothing}>
    ${names.map(
      (name) => html`<kiln-chart
        .heading=${words.t(`chart.${name}`)}
        .about=${words.t(`chart.${name}.about`)}
        .empty=${words.t(`chart.empty.${name}`)}
        .summary=${guard([run.tests, run.status, words], () => summarize(run, name, words))}
        .xLabel=${words.t('chart.step')}
        .xEnd=${end}
        .yTop=${measures[name].top}
        .lines=${lines(run, name, words)}
        .format=${measures[name].format}
        .tick=${measures[name].tick}
        .words=${words}
      ></kiln-chart>`,
    )}
  </div>`;
}
