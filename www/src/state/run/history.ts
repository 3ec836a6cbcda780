/**
 * What every step of a run told, as columns. Smoothed columns follow from the others, so that nobody has to keep them.
 * A pure reduction; knows no status and no results.
 */
import type { RunConfig, RunInfo } from '../../protocol.js';
import { type Average, noAverage, usualSmoothing, withValue } from '../curves/smooth.js';
import { Series } from './series.js';

/** Columns over the steps. `smoothLoss` and `smoothAccuracy` are moving averages of about the last 7 steps. */
export interface History {
  readonly step: Series;
  readonly loss: Series;
  readonly accuracy: Series;
  readonly smoothLoss: Series;
  readonly smoothAccuracy: Series;
}

/** How far the smoothed columns have come. */
export interface Sums {
  readonly loss: Average;
  readonly accuracy: Average;
}

/** Of one step: its mean loss, and how many of its images were read correctly. */
export interface Told {
  readonly step: number;
  readonly loss: number;
  readonly correct: number;
  readonly images: number;
}

export const noSums: Sums = { loss: noAverage, accuracy: noAverage };

export const noHistory: History = {
  step: Series.empty,
  loss: Series.empty,
  accuracy: Series.empty,
  smoothLoss: Series.empty,
  smoothAccuracy: Series.empty,
};

interface Written {
  readonly history: History;
  readonly sums: Sums;
}

export function withSteps({ history, sums }: Written, steps: readonly Told[]): Written {
  if (steps.length === 0) return { history, sums };
  const losses = steps.map((step) => step.loss);
  const accuracies = steps.map((step) => step.correct / step.images);
  const [smoothLoss, loss] = smoothed(losses, sums.loss);
  const [smoothAccuracy, accuracy] = smoothed(accuracies, sums.accuracy);
  return {
    sums: { loss, accuracy },
    history: {
      step: history.step.append(steps.map(({ step }) => step)),
      loss: history.loss.append(losses),
      accuracy: history.accuracy.append(accuracies),
      smoothLoss: history.smoothLoss.append(smoothLoss),
      smoothAccuracy: history.smoothAccuracy.append(smoothAccuracy),
    },
  };
}

/** The means, and how far they have come. */
function smoothed(values: readonly number[], before: Average): readonly [number[], Average] {
  let average = before;
  const means = values.map((value) => {
    average = withValue(average, value, usualSmoothing);
    return average.sum / average.weight;
  });
  return [means, average];
}

export interface RawColumns {
  readonly step: ArrayLike<number>;
  readonly loss: ArrayLike<number>;
  readonly accuracy: ArrayLike<number>;
}

/** The whole of it again from the columns that are kept, up to a step and with it. */
export function historyOf(
  columns: RawColumns,
  { config, info }: { readonly config: RunConfig; readonly info: RunInfo },
  until = Number.POSITIVE_INFINITY,
): Written {
  const { stepsPerEpoch, numTrain } = info;
  const inLast = numTrain - (stepsPerEpoch - 1) * config.batchSize;
  const told: Told[] = [];
  for (let i = 0; i < columns.step.length; i++) {
    const step = columns.step[i] ?? Number.NaN;
    if (!(step <= until)) break;
    // An epoch's last batch may be smaller.
    const images = step % stepsPerEpoch === 0 ? inLast : config.batchSize;
    const correct = Math.round((columns.accuracy[i] ?? Number.NaN) * images);
    told.push({ step, loss: columns.loss[i] ?? Number.NaN, correct, images });
  }
  return withSteps({ history: noHistory, sums: noSums }, told);
}
