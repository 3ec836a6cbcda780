/**
 * Curves as they are written down: plain columns, without those that follow from others. Owns the way there and back;
 * where they are written is not known here.
 */

import { historyOf } from '../view/history.js';
import type { KeptRun, RunCurves } from '../view/kept-run.js';
import { numUntil } from '../view/revive.js';
import type { TestResult } from '../view/run.js';
import { Series } from '../view/series.js';
import { noTraces } from '../view/traces.js';
import { isTestResult } from './kept-run-shape.js';
import { type Guard, listOf, object, such } from './shape.js';

export interface CurvesRecord {
  readonly step: Float64Array;
  readonly loss: Float64Array;
  readonly accuracy: Float64Array;
  readonly learningRate: Float64Array;
  readonly gradientNorm: Readings;
  readonly speed: Readings;
  readonly tests: readonly TestResult[];
  readonly validations: readonly TestResult[];
}

/** Values that do not come with every step. */
export interface Readings {
  readonly step: Float64Array;
  readonly value: Float64Array;
}

/** Up to a step and with it, so that they agree with the weights of that step. */
export function recordOf({ history, traces, tests, validations }: RunCurves, until: number): CurvesRecord {
  const count = numUntil(history.step, until);
  const readings = (of: { step: Series; value: Series }): Readings => {
    const count = numUntil(of.step, until);
    return { step: column(of.step, count), value: column(of.value, count) };
  };
  return {
    step: column(history.step, count),
    loss: column(history.loss, count),
    accuracy: column(history.accuracy, count),
    learningRate: column(traces.learningRate, count),
    gradientNorm: readings(traces.gradientNorm),
    speed: readings(traces.speed),
    tests: tests.filter(({ step }) => step <= until),
    validations: validations.filter(({ step }) => step <= until),
  };
}

export function curvesFrom(record: CurvesRecord, run: Pick<KeptRun, 'config' | 'info'>): RunCurves {
  const { tests, validations, learningRate, gradientNorm, speed } = record;
  return {
    ...historyOf(record, run),
    traces: {
      ...noTraces,
      learningRate: Series.empty.append(learningRate),
      gradientNorm: series(gradientNorm),
      speed: series(speed),
    },
    tests,
    validations,
  };
}

const isColumn: Guard<Float64Array> = (value): value is Float64Array => value instanceof Float64Array;

const isAscending = (steps: Float64Array) =>
  steps.every((step, i) => Number.isFinite(step) && step > (steps[i - 1] ?? 0));

const isReadings: Guard<Readings> = such(
  object<Readings>({ step: isColumn, value: isColumn }),
  // Two readings of the speed may fall upon the same step.
  ({ step, value }) => step.length === value.length && step.every(Number.isFinite),
);

export const isCurvesRecord: Guard<CurvesRecord> = such(
  object<CurvesRecord>({
    step: isColumn,
    loss: isColumn,
    accuracy: isColumn,
    learningRate: isColumn,
    gradientNorm: isReadings,
    speed: isReadings,
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

function series({ step, value }: Readings): { step: Series; value: Series } {
  return { step: Series.empty.append(step), value: Series.empty.append(value) };
}
