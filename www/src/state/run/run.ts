/**
 * One training run as the page sees it: status, curves, results, speed. A pure reduction of the worker's events; it
 * starts nothing, reads no clock and knows no words.
 */
import type { Reason, Report, RunConfig, RunEvent, RunInfo, RunStatus, TrainEvent } from '../../protocol.js';
import { withChange } from './changes.js';
import { type History, noHistory, noSums, type Sums, withSteps } from './history.js';
import { noPace, type Pace, tested, trained } from './throughput.js';
import { noTraces, type Traces, traced } from './traces.js';

export type { History } from './history.js';

/** One reading of the whole test set, or of all images set aside for validation. */
export interface TestResult {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly correct: number;
  readonly images: number;
}

export interface RunState {
  readonly status: RunStatus;
  readonly config: RunConfig | null;
  readonly info: RunInfo | null;
  readonly step: number;
  /** From 1, as shown; 0 before the first step. */
  readonly epoch: number;
  /** Of training, pauses excluded. */
  readonly seconds: number;
  readonly history: History;
  readonly traces: Traces;
  readonly tests: readonly TestResult[];
  /** Where images were set aside for validation: after every epoch one. */
  readonly validations: readonly TestResult[];
  /** What the last step that was looked at did, layer by layer. */
  readonly dynamics: Extract<TrainEvent, { type: 'diagnosed' }> | null;
  /** The last one asked for, and the updates made before. */
  readonly report: { readonly step: number; readonly report: Report } | null;
  /** Why the run ended, and the step whose weights it has since; null until it has. */
  readonly outcome: { readonly reason: Reason; readonly restored: number } | null;
  /** The reading of test or validation images that goes on. */
  readonly testing: { readonly done: number; readonly total: number } | null;
  readonly pace: Pace;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** How far the smoothed columns of `history` have come. */
  readonly sums: Sums;
}

export type RunAction = RunEvent;

export const noRun: RunState = {
  status: 'idle',
  config: null,
  info: null,
  step: 0,
  epoch: 0,
  seconds: 0,
  history: noHistory,
  traces: noTraces,
  tests: [],
  validations: [],
  dynamics: null,
  report: null,
  outcome: null,
  testing: null,
  pace: noPace,
  failure: null,
  sums: noSums,
};

export function reduceRun(run: RunState, action: RunAction): RunState {
  switch (action.type) {
    case 'began': {
      const { config, info, step } = action;
      return { ...noRun, status: run.status, config, info, step, epoch: Math.ceil(step / info.stepsPerEpoch) };
    }
    case 'status':
      return {
        ...run,
        status: action.status,
        // Idle: the run is gone, and the worker's watch was set back; what is shown is the run as it ended.
        seconds: action.status === 'idle' ? run.seconds : action.seconds,
        testing: isActive(action.status) ? run.testing : null,
      };
    case 'progress':
      return progress(run, action.events, action.seconds);
    case 'failed':
      return {
        ...run,
        status: 'failed',
        seconds: action.seconds,
        testing: null,
        failure: { code: action.code, message: action.message },
      };
    default:
      return action satisfies never;
  }
}

/** Whether a run holds the device: it can be paused, resumed or stopped. */
export function isActive(status: RunStatus): boolean {
  return status === 'running' || status === 'paused';
}

/** The best test so far, by accuracy. */
export function bestTest(tests: readonly TestResult[]): TestResult | null {
  return tests.reduce<TestResult | null>((best, test) => (best && best.accuracy >= test.accuracy ? best : test), null);
}

function progress(run: RunState, events: readonly TrainEvent[], seconds: number): RunState {
  let { config, step, epoch, tests, validations, dynamics, report, outcome, testing } = run;
  let images = 0;
  let ended = false;
  for (const event of events) {
    switch (event.type) {
      case 'step':
        ({ step, epoch } = event);
        images += event.images;
        break;
      case 'evaluating':
        testing = { done: event.done, total: event.total };
        break;
      case 'diagnosed':
        dynamics = event;
        break;
      case 'changed':
        config = config && { ...config, changes: withChange(config.changes ?? [], event.change) };
        break;
      case 'validated':
        // A run that was restored may read once more what was read before it was left.
        validations = [
          ...validations.filter((validation) => validation.step !== event.step),
          { ...event.validation, step: event.step, epoch: event.epoch },
        ];
        testing = null;
        ended = true;
        break;
      case 'evaluated':
        // A report reads the same weights once more.
        tests = [
          ...tests.filter((test) => test.step !== event.step),
          { ...event.test, step: event.step, epoch: event.epoch },
        ];
        testing = null;
        ended = true;
        break;
      case 'reported':
        report = { step: event.step, report: event.report };
        break;
      case 'finished':
        ({ step, epoch } = event);
        outcome = { reason: event.reason, restored: event.restored };
        break;
      default:
        event satisfies never;
    }
  }
  const elapsed = Math.max(0, seconds - run.seconds);
  const trainedPace = images > 0 ? trained(run.pace, images, elapsed) : tested(run.pace, elapsed, false);
  const pace = ended && trainedPace.testing > 0 ? tested(trainedPace, 0, true) : trainedPace;
  const { history, sums } = withSteps(
    run,
    events.filter((event) => event.type === 'step'),
  );
  const traces = traced(run.traces, events, elapsed);
  const found = { config, tests, validations, dynamics, report, outcome, testing };
  return { ...run, ...found, step, epoch, seconds, sums, pace, history, traces };
}
