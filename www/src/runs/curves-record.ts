/**
 * Curves as they are written down: plain columns, without those that follow from others. Owns the way there and back;
 * where they are written is not known here.
 */

import { type Guard, isCount, listOf, object, optional, refine } from '../guards.js';
import { historyOf } from '../state/run/history.js';
import type { KeptRun, RunCurves } from '../state/run/kept-run.js';
import { type LayerMeasure, type LayerTraces, layerMeasureNames, noLayerTraces } from '../state/run/layer-traces.js';
import { numUntil } from '../state/run/restore.js';
import type { TestResult } from '../state/run/run.js';
import { Series } from '../state/run/series.js';
import { noTraces } from '../state/run/traces.js';
import { isTestResult } from './kept-run-shape.js';

export interface CurvesRecord {
  readonly step: Float64Array;
  readonly loss: Float64Array;
  readonly accuracy: Float64Array;
  readonly learningRate: Float64Array;
  readonly gradientNorm: Samples;
  /** Runs of before it was kept have none. */
  readonly layers?: LayersRecord | undefined;
  readonly speed: Samples;
  readonly tests: readonly TestResult[];
  readonly validations: readonly TestResult[];
}

/** What was measured of each layer, by its place in the network; each column as long as `step`. */
export interface LayersRecord {
  readonly step: Float64Array;
  readonly rows: readonly ({ readonly layer: number } & Readonly<Record<LayerMeasure, Float64Array>>)[];
}

/** Values that do not come with every step. */
export interface Samples {
  readonly step: Float64Array;
  readonly value: Float64Array;
}

/** Up to a step and with it, so that they agree with the weights of that step. */
export function recordOf({ history, traces, tests, validations }: RunCurves, until: number): CurvesRecord {
  const count = numUntil(history.step, until);
  const samples = (of: { step: Series; value: Series }): Samples => {
    const count = numUntil(of.step, until);
    return { step: column(of.step, count), value: column(of.value, count) };
  };
  return {
    step: column(history.step, count),
    loss: column(history.loss, count),
    accuracy: column(history.accuracy, count),
    learningRate: column(traces.learningRate, count),
    gradientNorm: samples(traces.gradientNorm),
    layers: layersRecord(traces.layers, until),
    speed: samples(traces.speed),
    tests: tests.filter(({ step }) => step <= until),
    validations: validations.filter(({ step }) => step <= until),
  };
}

export function curvesFrom(record: CurvesRecord, run: Pick<KeptRun, 'config' | 'info'>): RunCurves {
  const { tests, validations, learningRate, gradientNorm, layers, speed } = record;
  return {
    ...historyOf(record, run),
    traces: {
      ...noTraces,
      learningRate: Series.empty.append(learningRate),
      gradientNorm: series(gradientNorm),
      layers: layers ? layersFrom(layers) : noLayerTraces,
      speed: series(speed),
    },
    tests,
    validations,
  };
}

const isColumn: Guard<Float64Array> = (value): value is Float64Array => value instanceof Float64Array;

const isAscending = (steps: Float64Array) =>
  steps.every((step, i) => Number.isFinite(step) && step > (steps[i - 1] ?? 0));

const isSamples: Guard<Samples> = refine(
  object<Samples>({ step: isColumn, value: isColumn }),
  // Two samples of the speed may fall upon the same step.
  ({ step, value }) => step.length === value.length && step.every(Number.isFinite),
);

const isLayers: Guard<LayersRecord> = refine(
  object<LayersRecord>({
    step: isColumn,
    rows: listOf(
      object<LayersRecord['rows'][number]>({
        layer: isCount,
        gradientNorm: isColumn,
        updateRatio: isColumn,
        dead: isColumn,
      }),
    ),
  }),
  ({ step, rows }) =>
    isAscending(step) &&
    rows.every((row) => layerMeasureNames.every((name) => row[name].length === step.length)) &&
    rows.every(({ layer }, place) => layer > (rows[place - 1]?.layer ?? -1)),
);

export const isCurvesRecord: Guard<CurvesRecord> = refine(
  object<CurvesRecord>({
    step: isColumn,
    loss: isColumn,
    accuracy: isColumn,
    learningRate: isColumn,
    gradientNorm: isSamples,
    layers: optional(isLayers),
    speed: isSamples,
    tests: listOf(isTestResult),
    validations: listOf(isTestResult),
  }),
  ({ step, loss, accuracy, learningRate }) =>
    [loss, accuracy, learningRate].every(({ length }) => length === step.length) && isAscending(step),
);

/** A copy: a window on a larger buffer would be written down with all of that. */
function column(series: Series, count: number): Float64Array {
  return series.values.slice(0, count);
}

function layersRecord({ step, rows }: LayerTraces, until: number): LayersRecord {
  const count = numUntil(step, until);
  return {
    step: column(step, count),
    rows: rows.map(({ layer, gradientNorm, updateRatio, dead }) => ({
      layer,
      gradientNorm: column(gradientNorm, count),
      updateRatio: column(updateRatio, count),
      dead: column(dead, count),
    })),
  };
}

function layersFrom({ step, rows }: LayersRecord): LayerTraces {
  const whole = (values: Float64Array): Series => Series.empty.append(values);
  return {
    step: whole(step),
    rows: rows.map(({ layer, gradientNorm, updateRatio, dead }) => ({
      layer,
      gradientNorm: whole(gradientNorm),
      updateRatio: whole(updateRatio),
      dead: whole(dead),
    })),
  };
}

function series({ step, value }: Samples): { step: Series; value: Series } {
  return { step: Series.empty.append(step), value: Series.empty.append(value) };
}
