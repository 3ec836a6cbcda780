/**
 * A run as it is kept: what a list tells of it, and apart from that its curves, which are read only where they are drawn.
 * Owns these words; what keeps them is the page's.
 */
import type { RunConfig, RunInfo, RunStatus } from '../protocol.js';
import { bestTest, type RunState, type TestResult } from './run.js';
import type { DataChoice } from './state/data.js';

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
}

/** The images that a run learnt from, as far as they can be recognised and found again. */
export interface KeptData {
  readonly choice: DataChoice;
  readonly numTrain: number;
  readonly numTest: number;
  readonly height: number;
  readonly width: number;
  readonly classNames: readonly string[];
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
  'status' | 'config' | 'info' | 'step' | 'epoch' | 'seconds' | 'lastTest' | 'bestTest' | 'outcome' | 'failure'
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
    outcome,
    failure,
  };
}
