/** What happens: the charts that were chosen, over the steps, on axes that wait before there is anything. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../charts/chart.js';
import type { ChartNote } from '../../charts/chart-notes.js';
import { besideText, ghostLines, levelLines, type Verdict, verdictOf } from '../../charts/chart-verdicts.js';
import type { Mark } from '../../charts/plot-overlay.js';
import { besideOf } from '../../state/comparing/beside.js';
import { axisEnd, lines, type MeasureName, measures, summarize } from '../../state/curves/curves.js';
import { Smoother } from '../../state/curves/smooth.js';
import type { RunState } from '../../state/run/run.js';
import { type ChartName, chartNames, isLayerChart } from '../../state/slices/charts.js';
import { hasSameLoss } from '../../state/slices/previous.js';
import type { State } from '../../state/state.js';
import type { Context } from '../context.js';
import { changeText } from './change-text.js';
import { chartTools } from './chart-tools.js';
import { layerChart } from './layer-charts.js';
import { gradientsUnmeasured, measureButton } from './measuring.js';

/** Remembers how far each curve is smoothed, so that only its newest steps cost anything. */
const smoothers = new Map<string, Smoother>();

function smoother(name: string): Smoother {
  const known = smoothers.get(name) ?? new Smoother();
  smoothers.set(name, known);
  return known;
}

/** What the charts say together: each thing once, on the first chart that it fits. */
interface Told {
  readonly verdict: Verdict;
  readonly beside: string | null;
  readonly changes: readonly Mark[];
}

export function curves(context: Context): TemplateResult {
  const { state, words } = context;
  const { shown } = state.charts;
  // A strip to swipe through has to be reached by the keyboard, too; a grid of charts has not.
  const isStrip = matchMedia('(max-width: 700px)').matches;
  const told = tell(context);
  return html`${chartTools(context, {
    root: 'curves',
    names: chartNames,
    isZoomed: state.charts.zoom !== null,
    showWhole: () => context.dispatch({ type: 'zoomed', range: null }),
    canSave: state.run.info !== null,
    saveTable: () => void context.downloads.saveTable(),
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
              (name) =>
                isLayerChart(name) ? layerChart(context, name, told.changes, smoother) : chart(context, name, told),
            )}
          </div>`
    }`;
}

function chart(context: Context, name: MeasureName, told: Told): TemplateResult {
  const { state, words, dispatch } = context;
  const { run, charts } = state;
  const measure = measures[name];
  const xEnd = axisEnd(run.step, run.info?.numSteps ?? null);
  const before = besides(state, name);
  const isGradient = name === 'gradientNorm';
  return html`<kiln-chart
    data-name=${name}
    .heading=${words.t(`chart.${name}`)}
    .about=${words.t(`chart.${name}.about`)}
    .empty=${isGradient ? gradientsUnmeasured(context) : words.t(`chart.empty.${name}`)}
    .summary=${guard([run.tests, run.status, words], () => summarize(run, name, words))}
    .compact=${charts.shown.length > 2}
    .xEnd=${xEnd}
    .yTop=${measure.top}
    .idleTop=${measure.idleTop}
    .robust=${measure.isNoisy}
    .logarithmic=${charts.isLogarithmic && measure.isLogarithmic}
    .zoomable=${run.info !== null}
    .zoom=${charts.zoom}
    .lines=${[
      ...levelLines(run, name, xEnd, words),
      ...(before
        ? ghostLines(before, name, words, (raw) => smoother(`before ${name}`).smooth(raw, charts.smoothing))
        : []),
      ...lines(run, name, words, (raw) => smoother(name).smooth(raw, charts.smoothing)),
    ]}
    .marks=${marksOf(name, told)}
    .notes=${notesOf(name, charts.shown, told)}
    .format=${measure.format}
    .tick=${measure.tick}
    .words=${words}
    @kiln-zoom=${(event: HTMLElementEventMap['kiln-zoom']) => dispatch({ type: 'zoomed', range: event.detail })}
    >${isGradient ? measureButton(context) : nothing}</kiln-chart
  >`;
}

/** The run before, where its values are of the same measure. */
function besides({ run, previous }: State, name: MeasureName): RunState | null {
  if (run.step === 0 || !previous.run) return null;
  return name === 'loss' && !hasSameLoss(run.config, previous.run.config) ? null : previous.run;
}

function tell({ state, words }: Context): Told {
  const { run, previous, runs } = state;
  const beside = previous.run && besideOf(run, previous.run, runs.kept ?? []);
  return {
    verdict: verdictOf(run, words),
    beside: beside && besideText(beside, words),
    changes: (run.config?.changes ?? [])
      .filter(({ step = 0 }) => step < run.step)
      .map((change) => ({ x: change.step ?? 0, label: changeText(change, words) })),
  };
}

function marksOf(name: MeasureName, { verdict, changes }: Told): readonly Mark[] {
  const own = name === 'loss' || name === 'accuracy' ? [...verdict.marks, ...changes] : changes;
  return [...own].sort((one, other) => one.x - other.x);
}

function notesOf(name: MeasureName, shown: readonly ChartName[], { verdict, beside }: Told): readonly ChartNote[] {
  const isFor = (best: MeasureName) => name === best || (name === shown[0] && !shown.includes(best));
  return [
    ...(isFor('loss') ? verdict.notes : []),
    ...(isFor('accuracy') && beside !== null ? [{ text: beside, isBad: false }] : []),
  ];
}
