/**
 * When a run made each of its steps, in seconds of training: added up from its readings of the speed, since no times are
 * kept. What tests took is left out, as far as the readings leave it out.
 */
import type { RunInfo } from '../../protocol.js';
import type { RunCurves } from '../run/kept-run.js';

export type Clock = (step: number) => number;

/** `seconds` are those of all steps, for a run too short for its speed to be read. */
export function clockOf({ history, traces }: RunCurves, info: RunInfo, seconds: number): Clock {
  // As if all batches were alike: the last of an epoch is smaller.
  const images = (step: number) => (step / info.stepsPerEpoch) * info.numTrain;
  const { step, value } = traces.speed;
  const marks: { step: number; seconds: number }[] = [{ step: 0, seconds: 0 }];
  let before = { step: 0, seconds: 0 };
  for (let i = 0; i < step.length; i++) {
    const [at, speed] = [step.at(i) ?? 0, value.at(i) ?? 0];
    if (at <= before.step || speed <= 0) continue;
    before = { step: at, seconds: before.seconds + (images(at) - images(before.step)) / speed };
    marks.push(before);
  }
  const last = history.step.at(-1) ?? 0;
  if (marks.length === 1) return (at) => (last > 0 ? (at / last) * seconds : 0);
  return (at) => between(marks, at);
}

/** In a straight line between two marks, and on beyond the last. */
function between(marks: readonly { step: number; seconds: number }[], step: number): number {
  let low = 1;
  let high = marks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.step ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  const [from, to] = [marks[low - 1], marks[low]];
  if (!from || !to) return 0;
  return from.seconds + ((step - from.step) / (to.step - from.step)) * (to.seconds - from.seconds);
}
