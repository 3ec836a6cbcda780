/**
 * A run that comes back from where it was kept: its curves up to the step of its weights, and what is known of how it
 * ended. A pure reduction; what brings the weights is not its concern.
 */
import { historyOf } from './history.js';
import type { KeptRun, RunCurves } from './kept-run.js';
import { firstLayers } from './layer-traces.js';
import { noRun, type RunState } from './run.js';
import { Series } from './series.js';
import { noTraces, type Samples, type Traces } from './traces.js';

export interface Past {
  readonly curves: RunCurves;
  /** Of a run that has ended; null where it goes on from here. */
  readonly end: Pick<RunState, 'outcome' | 'failure'> | null;
}

/** `run` has just begun again, at its step. */
export function restored(run: RunState, { curves, end }: Past): RunState {
  const { config, info, step } = run;
  if (!config || !info) return run;
  // A run that has failed went on beyond the weights that are left of it.
  const until = end?.failure ? Number.POSITIVE_INFINITY : step;
  const { step: steps, loss, accuracy } = curves.history;
  const columns = { step: steps.values, loss: loss.values, accuracy: accuracy.values };
  const last = Math.min(until, Math.max(step, steps.at(-1) ?? 0));
  return {
    ...run,
    ...historyOf(columns, { config, info }, until),
    step: last,
    epoch: Math.ceil(last / info.stepsPerEpoch),
    traces: tracesUntil(curves.traces, steps, until),
    tests: curves.tests.filter((test) => test.step <= until),
    validations: curves.validations.filter((validation) => validation.step <= until),
    outcome: end?.outcome ?? null,
    failure: end?.failure ?? null,
  };
}

/** A run as it was when it was last written down, to look at: there is no network. */
export function runFrom(kept: KeptRun, curves: RunCurves): RunState {
  const { status, config, info, step, epoch, seconds, outcome, failure } = kept;
  return { ...noRun, ...curves, status, config, info, step, epoch, seconds, outcome, failure };
}

function tracesUntil({ learningRate, gradientNorm, layers, speed }: Traces, steps: Series, until: number): Traces {
  return {
    ...noTraces,
    learningRate: first(learningRate, numUntil(steps, until)),
    gradientNorm: samplesUntil(gradientNorm, until),
    layers: firstLayers(layers, numUntil(layers.step, until)),
    speed: samplesUntil(speed, until),
  };
}

function samplesUntil({ step, value }: Samples, until: number): Samples {
  const count = numUntil(step, until);
  return { step: first(step, count), value: first(value, count) };
}

/** How many of steps in ascending order lie before the end. */
export function numUntil(steps: Series, until: number): number {
  const { values } = steps;
  let count = values.length;
  while (count > 0 && (values[count - 1] ?? 0) > until) count -= 1;
  return count;
}

function first(series: Series, count: number): Series {
  return count >= series.length ? series : Series.empty.append(series.values.subarray(0, count));
}
