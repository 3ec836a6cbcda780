/** Which charts are shown, and how: what all of them share. */
import { type MeasureName, measureNames } from '../curves/curves.js';
import { type LayerChartName, layerChartNames } from '../curves/layer-curves.js';
import { isSameRange, type StepRange } from '../curves/scale.js';
import { smoothings, usualSmoothing } from '../curves/smooth.js';

/** Of one run: also those of its layers. */
export type ChartName = MeasureName | LayerChartName;
export const chartNames: readonly ChartName[] = [...measureNames, ...layerChartNames];

export function isLayerChart(name: ChartName): name is LayerChartName {
  return layerChartNames.some((one) => one === name);
}

/** What a visitor chose, kept for the next visit. */
export interface ChartChoices {
  /** In the order of `chartNames`. */
  readonly shown: readonly ChartName[];
  /** Steps that the bold curve is a mean of, one of `smoothings`. */
  readonly smoothing: number;
  readonly isLogarithmic: boolean;
}

export interface ChartsState extends ChartChoices {
  /** The part of the run that all charts show; null for all of it. */
  readonly zoom: StepRange | null;
  /** The layer whose lines are seen among others, by its place in the network; null for none. */
  readonly pointedOut: string | null;
  /** What became of the last wish to save. */
  readonly saveFailed: boolean;
}

export type ChartsEvent =
  | { type: 'chartToggled'; name: ChartName }
  | { type: 'chartShown'; name: ChartName }
  | { type: 'smoothingChosen'; steps: number }
  | { type: 'logarithmToggled' }
  | { type: 'zoomed'; range: StepRange | null }
  | { type: 'layerPointedOut'; layer: string | null }
  | { type: 'chartSaved'; isDone: boolean };

export const usualChoices: ChartChoices = {
  shown: ['loss', 'accuracy'],
  smoothing: usualSmoothing,
  isLogarithmic: false,
};
export const noCharts: ChartsState = { ...usualChoices, zoom: null, pointedOut: null, saveFailed: false };

export function reduceCharts(charts: ChartsState, event: ChartsEvent): ChartsState {
  switch (event.type) {
    case 'chartToggled':
      return show(charts, event.name, !charts.shown.includes(event.name));
    case 'chartShown':
      return charts.shown.includes(event.name) ? charts : show(charts, event.name, true);
    case 'smoothingChosen':
      return smoothings.includes(event.steps) ? { ...charts, smoothing: event.steps } : charts;
    case 'logarithmToggled':
      return { ...charts, isLogarithmic: !charts.isLogarithmic };
    case 'zoomed':
      return isSameRange(charts.zoom, event.range) ? charts : { ...charts, zoom: event.range };
    case 'layerPointedOut':
      return charts.pointedOut === event.layer ? charts : { ...charts, pointedOut: event.layer };
    case 'chartSaved':
      return charts.saveFailed === !event.isDone ? charts : { ...charts, saveFailed: !event.isDone };
    default:
      return event satisfies never;
  }
}

function show(charts: ChartsState, name: ChartName, isShown: boolean): ChartsState {
  const shown = chartNames.filter((one) => (one === name ? isShown : charts.shown.includes(one)));
  return { ...charts, shown };
}
