/** What happens layer by layer: a chart a measure, a line a layer, by the names that the layers have. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../charts/chart.js';
import type { Mark } from '../../charts/plot-overlay.js';
import { axisEnd } from '../../state/curves/curves.js';
import { type LayerChartName, layerCharts, layerLines, summarizeLayers } from '../../state/curves/layer-curves.js';
import type { Smoother } from '../../state/curves/smooth.js';
import type { Context } from '../context.js';
import { layerName } from './layer-name.js';
import { gradientsUnmeasured, measureButton } from './measuring.js';

export function layerChart(
  context: Context,
  name: LayerChartName,
  marks: readonly Mark[],
  smoother: (name: string) => Smoother,
): TemplateResult {
  const { state, words, dispatch } = context;
  const { run, charts } = state;
  const { format, tick, top, idleTop, isLogarithmic } = layerCharts[name];
  const { layers } = run.traces;
  const lines = layerLines(layers, name, {
    nameOf: (layer) => {
      const config = run.config?.layers[layer];
      return words.t('chart.layer', { position: layer + 1, layer: config ? layerName(config, words) : '' });
    },
    smooth: (raw, layer) => smoother(`${name} ${layer}`).smooth(raw, charts.smoothing),
  });
  const isMeasured = layers.step.length > 0;
  return html`<kiln-chart
    data-name=${name}
    .listed=${true}
    .heading=${words.t(`chart.${name}`)}
    .about=${words.t(`chart.${name}.about`)}
    .empty=${isMeasured ? words.t('chart.empty.layerDead.none') : gradientsUnmeasured(context)}
    .summary=${guard([layers, run.tests, run.status, words], () => summarizeLayers(lines, name, words))}
    .compact=${charts.shown.length > 2}
    .xEnd=${axisEnd(run.step, run.info?.numSteps ?? null)}
    .yTop=${top}
    .idleTop=${idleTop}
    .robust=${top === null}
    .logarithmic=${charts.isLogarithmic && isLogarithmic}
    .zoomable=${run.info !== null}
    .zoom=${charts.zoom}
    .lines=${lines}
    .marks=${marks}
    .pointedOut=${charts.pointedOut}
    .format=${format}
    .tick=${tick}
    .words=${words}
    @kiln-zoom=${(event: HTMLElementEventMap['kiln-zoom']) => dispatch({ type: 'zoomed', range: event.detail })}
    @kiln-point-out=${(event: HTMLElementEventMap['kiln-point-out']) =>
      dispatch({ type: 'layerPointedOut', layer: event.detail })}
    >${isMeasured ? nothing : measureButton(context)}</kiln-chart
  >`;
}
