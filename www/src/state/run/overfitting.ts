/**
 * Where a network began to learn its images by heart: the evaluation at which the loss of images that it does not learn from
 * was lowest, once it has risen since by more than noise while the loss of training went on falling.
 *
 * The rule, over the evaluations of validation images, or of test images where none were set aside:
 * 1. Means of three evaluations in a row take the place of single ones, since the lowest of many noisy ones is always low.
 * 2. The turn is the lowest evaluation of the three around the lowest mean, with three evaluations at least after that mean.
 * 3. The last mean lies above the lowest by more than three times the noise of an evaluation, and by 5 %. The noise is the
 *    median absolute second difference times 1.4826 / sqrt(6): the standard deviation of normal noise on a line.
 * 4. The training loss between the last two evaluations is below that before the turn; else it is no over-fitting, but a run
 *    that falls apart.
 */
import { median } from '../../spread.js';
import type { RunCurves } from './kept-run.js';
import type { TestResult } from './run.js';
import type { Series } from './series.js';

export interface Turn {
  /** What was read. */
  readonly set: 'validation' | 'test';
  readonly step: number;
  readonly epoch: number;
  /** The loss at the turn, and the mean of the last three. */
  readonly loss: Change;
  /** The training loss up to the turn, and the last one. */
  readonly training: Change;
}

export interface Change {
  readonly before: number;
  readonly now: number;
}

const WINDOW = 3;
const NUM_DEVIATIONS = 3;
const MIN_RISE = 0.05;
/** Of a second difference of independent values, in standard deviations of one. */
const SECOND_DIFFERENCE = Math.sqrt(6);
const MEDIAN_TO_DEVIATION = 1.4826;

export function turnOf({
  history,
  tests,
  validations,
}: Pick<RunCurves, 'history' | 'tests' | 'validations'>): Turn | null {
  const set = validations.length > 0 ? 'validation' : 'test';
  // Before the first step nothing has been learnt.
  const evaluations = (set === 'validation' ? validations : tests).filter(({ step }) => step > 0);
  const losses = evaluations.map(({ loss }) => loss);
  if (losses.some((loss) => !Number.isFinite(loss))) return null;
  const means = losses.slice(WINDOW - 1).map((_, place) => mean(losses.slice(place, place + WINDOW)));
  const lowest = means.indexOf(Math.min(...means));
  const last = means.length - 1;
  if (lowest < 0 || last - lowest < WINDOW) return null;
  const [then, now] = [means[lowest] ?? 0, means[last] ?? 0];
  if (now - then <= Math.max(NUM_DEVIATIONS * noise(losses), MIN_RISE * then)) return null;
  const around = losses.slice(lowest, lowest + WINDOW);
  const place = lowest + around.indexOf(Math.min(...around));
  const turn = evaluations[place];
  const training = {
    before: learnt(history, evaluations, place),
    now: learnt(history, evaluations, evaluations.length - 1),
  };
  if (!turn || !(training.now < training.before)) return null;
  return { set, step: turn.step, epoch: turn.epoch, loss: { before: turn.loss, now }, training };
}

/** The mean training loss of the steps between an evaluation and the one before it. */
function learnt(
  { step, loss }: { readonly step: Series; readonly loss: Series },
  evaluations: readonly TestResult[],
  place: number,
): number {
  const from = evaluations[place - 1]?.step ?? 0;
  const to = evaluations[place]?.step ?? 0;
  const losses = [...loss.values].filter((_, index) => {
    const at = step.at(index) ?? 0;
    return at > from && at <= to;
  });
  return mean(losses);
}

function noise(values: readonly number[]): number {
  const differences = values
    .slice(2)
    .map((value, index) => Math.abs(value - 2 * (values[index + 1] ?? 0) + (values[index] ?? 0)));
  return (MEDIAN_TO_DEVIATION * (median(differences) ?? 0)) / SECOND_DIFFERENCE;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
