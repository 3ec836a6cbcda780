/**
 * How fast a run goes and how long it will take, from the worker's stamps. Training and testing are timed apart, since
 * a second of each does not move the run by the same amount. Reads no clock of its own.
 */
import type { RunInfo } from '../../protocol.js';

/** Seconds of training over which the speed is averaged. */
const WINDOW_SECONDS = 5;

/** Times and image counts: a window on the recent past, and the pace of the last test. */
export interface Pace {
  /** Training seconds and images since the start, oldest first; the first one is the window's far end. */
  readonly marks: readonly { readonly seconds: number; readonly images: number }[];
  /** Seconds that one pass over the test set, or the validation images, took; null until one has ended. */
  readonly testSeconds: number | null;
  /** Seconds spent in the test that goes on. */
  readonly testing: number;
}

export const noPace: Pace = { marks: [{ seconds: 0, images: 0 }], testSeconds: null, testing: 0 };

/** Adds `images` trained in `seconds`. */
export function trained(pace: Pace, images: number, seconds: number): Pace {
  const last = pace.marks.at(-1) ?? { seconds: 0, images: 0 };
  const mark = { seconds: last.seconds + seconds, images: last.images + images };
  const first = pace.marks.findLastIndex((old) => mark.seconds - old.seconds >= WINDOW_SECONDS);
  return { ...pace, marks: [...pace.marks.slice(Math.max(0, first)), mark] };
}

/** Adds `seconds` of testing; `ended` when that was the last of it. */
export function tested(pace: Pace, seconds: number, ended: boolean): Pace {
  const testing = pace.testing + seconds;
  return ended ? { ...pace, testing: 0, testSeconds: testing } : { ...pace, testing };
}

/** Null while too little is known. */
export function imagesPerSecond(pace: Pace): number | null {
  const first = pace.marks[0];
  const last = pace.marks.at(-1);
  if (first === undefined || last === undefined || last.seconds <= first.seconds) return null;
  return (last.images - first.images) / (last.seconds - first.seconds);
}

/**
 * What is left of training, and of the readings at the end of each epoch, of which `numRead` were made; null while the
 * speed is unknown. The test set that is read last where there are validation images is left out: it counts for little.
 */
export function secondsRemaining(pace: Pace, info: RunInfo, step: number, numRead: number): number | null {
  const rate = imagesPerSecond(pace);
  if (rate === null || rate === 0) return null;
  const numEpochs = info.numSteps / info.stepsPerEpoch;
  const left = (numEpochs * info.numTrain * (info.numSteps - step)) / info.numSteps;
  const testSeconds = pace.testSeconds ?? (info.numValidation || info.numTest) / (rate * FORWARD_SPEEDUP);
  // A restored run has epochs behind it whose readings nobody here has seen.
  const epochsDone = Math.max(0, Math.ceil(step / info.stepsPerEpoch) - 1);
  const testsLeft = Math.max(0, numEpochs - Math.max(numRead, epochsDone));
  return left / rate + Math.max(0, testsLeft * testSeconds - pace.testing);
}

/** Before the first test has been timed: a forward pass is taken to cost a third of a training step. */
export const FORWARD_SPEEDUP = 3;
