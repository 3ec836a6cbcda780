/**
 * A run as it is kept: what a list tells of it, and apart from that its curves, which are read only where they are drawn.
 * Owns these words; what keeps them is the page's.
 */
import type { RunConfig, RunInfo, RunStatus } from '../../protocol.js';
import { isSame } from '../setup/difference.js';
import type { AddedDrawing, DataChoice, DataState } from '../slices/data.js';
import { bestTest, type RunState, type TestResult } from './run.js';

/** Everything but curves and weights: small, and always at hand. */
export interface KeptRun {
  /** Unique, also among runs that came from elsewhere. */
  readonly id: string;
  /** As the user called it; null: by its preset and its number. */
  readonly name: string | null;
  /** From 1, in the order in which runs began in this browser. */
  readonly number: number;
  /** What its settings began as; null where no preset is known by it. */
  readonly preset: string | null;
  /** Its place among the colours of runs, from 0, below `NUM_RUN_COLORS`. */
  readonly color: number;
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly savedAt: number;
  /** As it would be found again: never `running`, which a page that is closed cannot be. */
  readonly status: Exclude<RunStatus, 'running' | 'idle'>;
  /** With every change made by hand so far. */
  readonly config: RunConfig;
  readonly info: RunInfo;
  readonly data: KeptData;
  readonly step: number;
  readonly epoch: number;
  /** Of training, pauses excluded. */
  readonly seconds: number;
  readonly lastTest: TestResult | null;
  readonly bestTest: TestResult | null;
  readonly outcome: RunState['outcome'];
  readonly failure: RunState['failure'];
  /** Of the weights that are kept; null where there are none: such a run can be looked at and repeated, not gone on with. */
  readonly checkpoint: { readonly step: number; readonly bytes: number } | null;
  /** The reading of the test images that the final weights gave; missing where no version wrote it down. */
  readonly finalTest?: TestResult | null | undefined;
  /** What the user wrote down about it. */
  readonly note?: string | undefined;
  /** Words that the user put on it, each once. */
  readonly tags?: readonly string[] | undefined;
  /** The seeds that its configuration is to be trained with, a run each, as far as there is none yet. */
  readonly seeds?: readonly number[] | undefined;
}

/** The images that a run learnt from: enough to recognise them and, but for files, to make them again. */
export interface KeptData {
  /** What they began as. */
  readonly choice: DataChoice;
  readonly numTrain: number;
  readonly numTest: number;
  readonly height: number;
  readonly width: number;
  readonly classNames: readonly string[];
  /** Of the built-in digits; not known of runs from before it was kept. */
  readonly seed?: number;
  /** Which images they are, drawings with them, see `DatasetInfo`; not known of runs from before it was kept. */
  readonly fingerprint?: number;
  /** Added to the training images, in this order. */
  readonly drawings?: readonly AddedDrawing[];
}

/** What is written down of the images at hand. `seed` is the built-in digits'. */
export function keptData({ choice, info, drawings }: NonNullable<DataState['loaded']>, seed: number): KeptData {
  const { numTrain, numTest, height, width, classNames, fingerprint } = info;
  return {
    choice,
    numTrain,
    numTest,
    height,
    width,
    classNames,
    fingerprint,
    ...(choice === 'synthetic' ? { seed } : {}),
    ...(drawings.length > 0 ? { drawings } : {}),
  };
}

/** Whether the images at hand are those. */
export function isAtHand(data: KeptData, { loaded, loading }: DataState): boolean {
  if (!loaded || loading || loaded.choice !== data.choice) return false;
  const { numTrain, numTest, height, width, classNames, fingerprint } = loaded.info;
  const isSameSize = numTrain === data.numTrain && numTest === data.numTest;
  const isSameShape = height === data.height && width === data.width;
  const isSamePart = isSame(classNames, data.classNames) && isSame(loaded.drawings, data.drawings ?? []);
  return isSameSize && isSameShape && isSamePart && fingerprint === (data.fingerprint ?? fingerprint);
}

/** The images as they were before drawings were added. */
export function withoutDrawings({ drawings = [], fingerprint, ...data }: KeptData): KeptData {
  if (drawings.length > 0) return { ...data, numTrain: data.numTrain - numAdded(drawings) };
  return fingerprint === undefined ? data : { ...data, fingerprint };
}

/** Training images that drawings come to. */
export function numAdded(drawings: readonly AddedDrawing[]): number {
  return drawings.reduce((sum, { repeats }) => sum + repeats, 0);
}

/** Okabe's and Ito's eight, but for black, which is text, and yellow, which is too light to read on paper. */
export const NUM_RUN_COLORS = 6;

/** What charts and tables are made of. */
export type RunCurves = Pick<RunState, 'history' | 'traces' | 'tests' | 'validations'>;

export function curvesOf({ history, traces, tests, validations }: RunState): RunCurves {
  return { history, traces, tests, validations };
}

/** What changes of a kept run as it goes on; null while there is nothing worth keeping. */
export function standingOf(
  run: RunState,
): Pick<
  KeptRun,
  | 'status'
  | 'config'
  | 'info'
  | 'step'
  | 'epoch'
  | 'seconds'
  | 'lastTest'
  | 'bestTest'
  | 'finalTest'
  | 'outcome'
  | 'failure'
> | null {
  const { status, config, info, step, epoch, seconds, tests, outcome, failure } = run;
  if (!config || !info || status === 'idle') return null;
  return {
    status: status === 'running' ? 'paused' : status,
    config,
    info,
    step,
    epoch,
    seconds,
    lastTest: tests.at(-1) ?? null,
    bestTest: bestTest(tests),
    finalTest: (outcome && tests.findLast((test) => test.step === outcome.restored)) ?? null,
    outcome,
    failure,
  };
}
