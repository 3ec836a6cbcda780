/** The curves of the runs that are shown, one chart a measure, over steps, epochs or seconds. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../charts/chart.js';
import { curvesOfRun, isLive, type ListedRun } from '../../../state/comparing/listed-run.js';
import { endOf, type OverlaidRun, Overlay, type OverlayOptions } from '../../../state/comparing/overlay.js';
import { type MeasureName, measureNames, measures, summarize } from '../../../state/curves/curves.js';
import { roundUp } from '../../../state/curves/scale.js';
import { type XAxisName, xAxes, xAxisNames } from '../../../state/curves/x-axis.js';
import type { Context } from '../../context.js';
import { runName } from '../../runs/run-name.js';
import { chartTools } from '../chart-tools.js';

/** Remembers the lines of runs that have not changed. */
const overlay = new Overlay();

export function charts(context: Context, shown: readonly ListedRun[]): TemplateResult {
  const { state, words } = context;
  const { comparison, charts: choices } = state;
  // Layers are of one run.
  const names = measureNames.filter((name) => choices.shown.includes(name));
  const overlaid = shown.flatMap((run) => overlaidRun(context, run) ?? []);
  const numReading = shown.length - overlaid.length;
  overlay.keepOnly(overlaid.map(({ id }) => id));
  const isStrip = matchMedia('(max-width: 700px)').matches;
  return html`<section class="panel compare-charts" aria-label=${words.t('compare.charts')}>
    ${chartTools(context, {
      root: 'comparison',
      names: measureNames,
      isZoomed: comparison.zoom !== null,
      showWhole: () => context.dispatch({ type: 'comparisonZoomed', range: null }),
      canSave: overlaid.length > 0,
      saveTable: null,
      extra: html`${axisChoice(context)}${ringsChoice(context, overlaid)}`,
    })}
    ${
      shown.length === 0
        ? html`<p class="hint compare-none">${words.t('compare.none')}</p>`
        : html`<p class="hint compare-legend" role="status">
              ${numReading > 0 ? words.plural('compare.curves.reading', numReading) : words.t(`compare.legend.${ringsOf(comparison.rings, overlaid)}`)}
            </p>
            ${numReading > 0 ? html`<progress aria-label=${words.plural('compare.curves.reading', numReading)}></progress>` : nothing}
            ${
              names.length === 0
                ? html`<p class="hint no-charts">${words.t('charts.none')}</p>`
                : html`<div
                    class="charts"
                    data-count=${names.length}
                    role="group"
                    aria-label=${words.t('compare.charts')}
                    tabindex=${isStrip ? 0 : nothing}
                  >
                    ${repeat(
                      names,
                      (name) => name,
                      (name) => chart(context, name, shown, overlaid),
                    )}
                  </div>`
            }`
    }
  </section>`;
}

/** Null while its curves are being read. */
function overlaidRun({ state, words }: Context, run: ListedRun): OverlaidRun | null {
  const curves = curvesOfRun(run, state.runs, state.run);
  if (!curves) return null;
  const { id, look, info, seconds } = run;
  return { id, name: runName(run, words, state), look, info, seconds, curves };
}

function chart(
  { state, words, dispatch }: Context,
  name: MeasureName,
  shown: readonly ListedRun[],
  overlaid: readonly OverlaidRun[],
): TemplateResult {
  const { comparison, charts: choices } = state;
  const measure = measures[name];
  const { axis } = comparison;
  const lines = overlay.lines(overlaid, {
    measure: name,
    axis,
    smoothing: choices.smoothing,
    rings: ringsOf(comparison.rings, overlaid),
  });
  const live = shown.find(isLive)?.id;
  const end = endOf(lines.filter(({ owner }) => owner !== live));
  const liveEnd = endOf(lines.filter(({ owner }) => owner === live));
  const isReading = overlaid.length < shown.length;
  return html`<kiln-chart
    data-name=${name}
    .heading=${words.t(`chart.${name}`)}
    .empty=${isReading ? words.plural('compare.curves.reading', shown.length - overlaid.length) : words.t('compare.curves.none')}
    .summary=${guard([words, ...overlaid.flatMap((run) => [run.name, run.curves.tests])], () =>
      overlaid
        .map((run) => words.t('compare.summary', { name: run.name, summary: summarize(run.curves, name, words) }))
        .join(' '),
    )}
    .xAxis=${xAxes[axis]}
    .xEnd=${Math.max(end, liveEnd > 0 ? roundUp(liveEnd) : 0) || 1}
    .yTop=${measure.top}
    .idleTop=${measure.idleTop}
    .robust=${measure.isNoisy}
    .logarithmic=${choices.isLogarithmic && measure.isLogarithmic}
    .zoomable=${overlaid.length > 0}
    .zoom=${comparison.zoom}
    .group=${'compare'}
    .lines=${lines}
    .pointedOut=${comparison.pointedOut}
    .format=${measure.format}
    .tick=${measure.tick}
    .words=${words}
    @kiln-zoom=${(event: HTMLElementEventMap['kiln-zoom']) =>
      dispatch({ type: 'comparisonZoomed', range: event.detail })}
    @kiln-point-out=${(event: HTMLElementEventMap['kiln-point-out']) =>
      dispatch({ type: 'runPointedOut', id: event.detail })}
  ></kiln-chart>`;
}

function axisChoice({ state, words, dispatch }: Context): TemplateResult {
  const { axis } = state.comparison;
  const about = (name: XAxisName) => (name === 'seconds' ? words.t('compare.axis.seconds.about') : nothing);
  return html`<div class="compare-axis" role="group" aria-label=${words.t('compare.axis')}>
    ${xAxisNames.map(
      (name) => html`<button
        type="button"
        class="chip"
        aria-pressed=${name === axis}
        title=${about(name)}
        @click=${() => dispatch({ type: 'axisChosen', axis: name })}
      >
        ${words.t(`compare.axis.${name}`)}
      </button>`,
    )}
  </div>`;
}

/** Readings of validation images only where some run has any. */
function ringsOf(rings: OverlayOptions['rings'], overlaid: readonly OverlaidRun[]): OverlayOptions['rings'] {
  return overlaid.some(({ curves }) => curves.validations.length > 0) ? rings : 'tests';
}

function ringsChoice(
  { state, words, dispatch }: Context,
  overlaid: readonly OverlaidRun[],
): TemplateResult | typeof nothing {
  if (overlaid.every(({ curves }) => curves.validations.length === 0)) return nothing;
  return html`<div class="compare-axis" role="group" aria-label=${words.t('compare.rings')}>
    ${(['tests', 'validations'] as const).map(
      (name) => html`<button
        type="button"
        class="chip"
        aria-pressed=${name === state.comparison.rings}
        title=${words.t(`compare.legend.${name}`)}
        @click=${() => dispatch({ type: 'ringsChosen', rings: name })}
      >
        ${words.t(`compare.rings.${name}`)}
      </button>`,
    )}
  </div>`;
}
