/** What happens: the charts that were chosen, over the steps, on axes that wait before there is anything. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../view/chart.js';
import { axisEnd, lines, type MeasureName, measures, summarize } from '../../view/curves.js';
import { isActive } from '../../view/run.js';
import { Smoother } from '../../view/smooth.js';
import { configOf } from '../../view/state.js';
import type { Context } from '../context.js';
import { chartTools } from './chart-tools.js';

/** Remembers how far each curve is smoothed, so that only its newest steps cost anything. */
const smoothers: Readonly<Record<MeasureName, Smoother>> = {
  loss: new Smoother(),
  accuracy: new Smoother(),
  learningRate: new Smoother(),
  gradientNorm: new Smoother(),
  speed: new Smoother(),
};

/** Often enough to see a gradient change, seldom enough to cost little. */
const measureEvery = 10;

export function curves(context: Context): TemplateResult {
  const { state, words } = context;
  const { shown } = state.charts;
  // A strip to swipe through has to be reached by the keyboard, too; a grid of charts has not.
  const isStrip = matchMedia('(max-width: 700px)').matches;
  return html`${chartTools(context, {
    root: 'curves',
    isZoomed: state.charts.zoom !== null,
    showWhole: () => context.dispatch({ type: 'zoomed', range: null }),
    canSave: state.run.info !== null,
    saveTable: () => void context.watch.saveTable(),
  })}
    ${
      shown.length === 0
        ? html`<p class="hint no-charts">${words.t('charts.none')}</p>`
        : html`<div
            class="charts"
            data-count=${shown.length}
            role="group"
            aria-label=${words.t('page.curves')}
            tabindex=${isStrip ? 0 : nothing}
          >
            ${repeat(
              shown,
              (name) => name,
              (name) => chart(context, name),
            )}
          </div>`
    }`;
}

function chart(context: Context, name: MeasureName): TemplateResult {
  const { state, words, dispatch } = context;
  const { run, charts } = state;
  const measure = measures[name];
  return html`<kiln-chart
    data-name=${name}
    .heading=${words.t(`chart.${name}`)}
    .about=${words.t(`chart.${name}.about`)}
    .empty=${emptyText(context, name)}
    .summary=${guard([run.tests, run.status, words], () => summarize(run, name, words))}
    .compact=${charts.shown.length > 2}
    .xEnd=${axisEnd(run.step, run.info?.numSteps ?? null)}
    .yTop=${measure.top}
    .idleTop=${measure.idleTop}
    .logarithmic=${charts.isLogarithmic && measure.isLogarithmic}
    .zoomable=${run.info !== null}
    .zoom=${charts.zoom}
    .lines=${lines(run, name, words, (raw) => smoothers[name].smooth(raw, charts.smoothing))}
    .format=${measure.format}
    .tick=${measure.tick}
    .words=${words}
    @kiln-zoom=${(event: HTMLElementEventMap['kiln-zoom']) => dispatch({ type: 'zoomed', range: event.detail })}
    >${name === 'gradientNorm' ? turnOn(context) : nothing}</kiln-chart
  >`;
}

function emptyText({ state, words }: Context, name: MeasureName): string {
  if (name !== 'gradientNorm') return words.t(`chart.empty.${name}`);
  const every = configOf(state.setup)?.diagnoseEvery ?? 0;
  if (every === 0) return words.t('chart.empty.gradientNorm.off');
  const { run } = state;
  const isWithout = isActive(run.status) && (run.config?.diagnoseEvery ?? 0) === 0;
  return isWithout ? words.t('chart.empty.gradientNorm.next') : words.t('chart.empty.gradientNorm', { every });
}

/** Where gradients are not measured, what to do about it. */
function turnOn({ state, words, watch }: Context): TemplateResult | typeof nothing {
  const config = configOf(state.setup);
  if (!config || (config.diagnoseEvery ?? 0) > 0) return nothing;
  return html`<button slot="empty" type="button" @click=${() => watch.measureGradients(measureEvery)}>
    ${words.t('chart.empty.gradientNorm.turnOn', { every: measureEvery })}
  </button>`;
}
