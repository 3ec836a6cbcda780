/**
 * What was measured layer by layer as charts draw it: a line a layer, told apart by the colours and patterns that tell runs
 * apart. Knows no names of layers, draws nothing.
 */
import type { Words } from '../../locale/words.js';
import type { LayerMeasure, LayerTraces } from '../run/layer-traces.js';
import type { Series } from '../run/series.js';
import { type Format, type Line, type Measure, measures } from './curves.js';
import { NUM_DASHES, runColors } from './line-look.js';

interface LayerChart extends Pick<Measure, 'format' | 'tick' | 'top' | 'idleTop' | 'isLogarithmic'> {
  readonly of: LayerMeasure;
}

const norm = measures.gradientNorm;
const share: Format = (words, value) => words.percent(value, 1);

export const layerCharts = {
  layerGradients: { of: 'gradientNorm', ...norm },
  layerUpdates: { of: 'updateRatio', ...norm, idleTop: 0.01 },
  layerDead: {
    of: 'dead',
    format: share,
    tick: (words: Words, value: number) => words.percent(value),
    top: 1,
    idleTop: 1,
    isLogarithmic: false,
  },
} as const satisfies Record<string, LayerChart>;

export type LayerChartName = keyof typeof layerCharts;
export const layerChartNames: readonly LayerChartName[] = ['layerGradients', 'layerUpdates', 'layerDead'];

export interface LayerLinesOptions {
  /** By the place in the network, from 0. */
  readonly nameOf: (layer: number) => string;
  readonly smooth: (raw: Series, layer: number) => ArrayLike<number>;
}

/** Of the layers of which this was measured at all. */
export function layerLines(
  { step, rows }: LayerTraces,
  name: LayerChartName,
  { nameOf, smooth }: LayerLinesOptions,
): readonly Line[] {
  const measure = layerCharts[name].of;
  return rows
    .filter((row) => row[measure].values.some(Number.isFinite))
    .map(({ layer, [measure]: values }, place) => ({
      label: nameOf(layer),
      owner: String(layer),
      color: runColors[place % runColors.length] ?? 'muted',
      dash: Math.floor(place / runColors.length) % NUM_DASHES,
      form: 'line',
      x: step.values,
      y: smooth(values, layer),
    }));
}

/** The last readings in a sentence, the strongest layer first, for those who cannot see the curves. */
export function summarizeLayers(lines: readonly Line[], name: LayerChartName, words: Words): string {
  const title = words.t(`chart.${name}`);
  const told = lines.flatMap(({ label, y }) => {
    const last = y[y.length - 1] ?? Number.NaN;
    return Number.isFinite(last) ? [`${label} ${layerCharts[name].format(words, last)}`] : [];
  });
  if (told.length === 0) return words.t('chart.summary.empty', { name: title });
  return words.t('chart.summary.layers', { name: title, values: words.list(told) });
}
