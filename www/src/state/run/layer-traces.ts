/**
 * What was measured of each layer over the steps: its gradient, how much an update changed it, how many of its units were
 * dead. A pure reduction; knows no names of layers.
 */
import type { TrainEvent } from '../../protocol.js';
import { Series } from './series.js';

export const layerMeasureNames = ['gradientNorm', 'updateRatio', 'dead'] as const;
export type LayerMeasure = (typeof layerMeasureNames)[number];

/** Of one layer, by its place in the network from 0. NaN where it was not measured, such as the dead of a dense layer. */
export type LayerTrace = { readonly layer: number } & Readonly<Record<LayerMeasure, Series>>;

export interface LayerTraces {
  readonly step: Series;
  /** In the order of the network; each series as long as `step`. */
  readonly rows: readonly LayerTrace[];
}

export const noLayerTraces: LayerTraces = { step: Series.empty, rows: [] };

type Diagnosis = Extract<TrainEvent, { type: 'diagnosed' }>;

export function layersTraced(traces: LayerTraces, diagnoses: readonly Diagnosis[]): LayerTraces {
  if (diagnoses.length === 0) return traces;
  const told = diagnoses.flatMap(({ layers }) => layers.map(({ layer }) => layer));
  const layers = [...new Set([...traces.rows.map(({ layer }) => layer), ...told])].sort((one, other) => one - other);
  const rows = layers.map((layer): LayerTrace => {
    const before = traces.rows.find((row) => row.layer === layer);
    const column = (name: LayerMeasure): Series => {
      const so = before?.[name] ?? Series.empty.append(new Array<number>(traces.step.length).fill(Number.NaN));
      return so.append(diagnoses.map((one) => one.layers.find((row) => row.layer === layer)?.[name] ?? Number.NaN));
    };
    return {
      layer,
      gradientNorm: column('gradientNorm'),
      updateRatio: column('updateRatio'),
      dead: column('dead'),
    };
  });
  return { step: traces.step.append(diagnoses.map(({ step }) => step)), rows };
}

/** The first so many readings. */
export function firstLayers({ step, rows }: LayerTraces, count: number): LayerTraces {
  const cut = (series: Series): Series =>
    count >= series.length ? series : Series.empty.append(series.values.subarray(0, count));
  return {
    step: cut(step),
    rows: rows.map(({ layer, gradientNorm, updateRatio, dead }) => ({
      layer,
      gradientNorm: cut(gradientNorm),
      updateRatio: cut(updateRatio),
      dead: cut(dead),
    })),
  };
}
