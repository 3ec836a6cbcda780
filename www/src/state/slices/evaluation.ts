/**
 * The test set read in every detail: the report, what of it is looked at, and whether it still is about the network at
 * hand. A report arrives among the events of the run; here it is known who asked, and what came of that.
 */
import type { Prediction, Report } from '../../protocol.js';
import { emptyCache, type ImageCache, put } from '../evaluation/image-cache.js';
import { everything, type Filter, select } from '../evaluation/selection.js';
import { isActive, type RunAction, type RunState } from '../run/run.js';
import type { Failure } from './failure.js';

/** What the numbers in the confusion matrix are: images, or shares of the true class. */
export type MatrixUnit = 'counts' | 'rates';
export const matrixUnits: readonly MatrixUnit[] = ['counts', 'rates'];

/** Of the gallery: five rows of twelve beside the matrix, and few enough to draw at once. */
export const PAGE_LENGTH = 60;

export interface Found {
  readonly report: Report;
  /** Updates made before it. */
  readonly step: number;
  /** Which weights were read, see `weightsOf`. */
  readonly weights: string;
  /** A new run began since. */
  readonly isOfEarlierRun: boolean;
}

/** An image under the pointer or the keyboard's focus. */
export interface Looked {
  readonly index: number;
  /** Where it is on the screen, in pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** What the network makes of it now; null until it has answered. */
  readonly prediction: Prediction | null;
}

export interface EvaluationState {
  /** Asked for and not here yet. */
  readonly isEvaluating: boolean;
  /** The weights at the last time of asking: nothing is asked twice by itself. */
  readonly asked: string | null;
  readonly found: Found | null;
  readonly failure: Failure | null;
  /** Of the whole test set; null until they are here. */
  readonly labels: Uint8Array | null;
  readonly unit: MatrixUnit;
  readonly filter: Filter;
  /** From 0. */
  readonly page: number;
  /** Places in the test set of all images that pass the filter. */
  readonly shown: readonly number[];
  readonly cache: ImageCache;
  readonly looked: Looked | null;
}

export type EvaluationEvent =
  | { type: 'reportAsked'; weights: string }
  | { type: 'reportFailed'; failure: Failure | null }
  | { type: 'labelsArrived'; labels: Uint8Array }
  | { type: 'matrixUnitChosen'; unit: MatrixUnit }
  | { type: 'filtered'; filter: Partial<Filter> }
  | { type: 'pageTurned'; page: number }
  | { type: 'testImagesArrived'; batch: number; pixels: Uint8Array }
  | { type: 'imageLooked'; looked: Omit<Looked, 'prediction'> | null }
  | { type: 'imageRead'; index: number; prediction: Prediction };

export const noEvaluation: EvaluationState = {
  isEvaluating: false,
  asked: null,
  found: null,
  failure: null,
  labels: null,
  unit: 'counts',
  filter: everything,
  page: 0,
  shown: [],
  cache: emptyCache(0),
  looked: null,
};

export function reduceEvaluation(evaluation: EvaluationState, event: EvaluationEvent): EvaluationState {
  switch (event.type) {
    case 'reportAsked':
      return { ...evaluation, isEvaluating: true, asked: event.weights, failure: null };
    case 'reportFailed':
      return { ...evaluation, isEvaluating: false, failure: event.failure };
    case 'labelsArrived':
      return selected({ ...evaluation, labels: event.labels });
    case 'matrixUnitChosen':
      return { ...evaluation, unit: event.unit };
    case 'filtered':
      return selected({ ...evaluation, filter: { ...evaluation.filter, ...event.filter }, page: 0 });
    case 'pageTurned':
      return { ...evaluation, page: within(event.page, evaluation.shown), looked: null };
    case 'testImagesArrived':
      return { ...evaluation, cache: put(evaluation.cache, event.batch, event.pixels) };
    case 'imageLooked':
      return { ...evaluation, looked: event.looked && { ...event.looked, prediction: null } };
    case 'imageRead': {
      const { looked } = evaluation;
      if (looked?.index !== event.index) return evaluation;
      return { ...evaluation, looked: { ...looked, prediction: event.prediction } };
    }
    default:
      return event satisfies never;
  }
}

/** Other images: nothing that was read is about them. How to look at them stays as it was chosen. */
export function forOtherData({ unit }: EvaluationState, imageBytes: number): EvaluationState {
  return { ...noEvaluation, unit, cache: emptyCache(imageBytes) };
}

/** What the events of a run mean here; `run` is the state that they led to. */
export function followRunWith(evaluation: EvaluationState, action: RunAction, run: RunState): EvaluationState {
  if (action.type === 'began') {
    const { found } = evaluation;
    return {
      ...evaluation,
      isEvaluating: false,
      asked: null,
      failure: null,
      found: found && { ...found, isOfEarlierRun: true },
    };
  }
  if (action.type !== 'progress') return evaluation;
  const reported = action.events.findLast((event) => event.type === 'reported');
  if (!reported) return evaluation;
  const { step, report } = reported;
  // While the run goes on, more updates may have come with the same events.
  const weights = isActive(run.status) ? String(step) : weightsOf(run);
  const found: Found = { report, step, weights, isOfEarlierRun: false };
  return selected({ ...evaluation, isEvaluating: false, failure: null, found, looked: null });
}

/** Names the weights that a run has now: a run that has ended may have gone back to better ones. */
export function weightsOf({ step, outcome }: RunState): string {
  return outcome && outcome.restored !== step ? `${step}/${outcome.restored}` : String(step);
}

/** Whether the network has learnt since it was read, or is another one. */
export function isStale({ weights, isOfEarlierRun }: Found, run: RunState): boolean {
  return isOfEarlierRun || weights !== weightsOf(run);
}

/** Whether there is a network that has learnt something and can be read. */
export function canReport(run: RunState): boolean {
  const isLost = run.status === 'idle' || (run.status === 'failed' && run.failure?.code === 'fatal');
  return run.info !== null && run.step > 0 && !isLost;
}

/** Whether a report is to be asked for without anybody pressing a button. */
export function isReportWanted({ isEvaluating, found, asked, failure }: EvaluationState, run: RunState): boolean {
  if (isEvaluating || failure || !canReport(run) || asked === weightsOf(run)) return false;
  if (!found || found.isOfEarlierRun) return true;
  return !isActive(run.status) && isStale(found, run);
}

/** The places of the images on the gallery's page. */
export function onPage({ shown, page }: EvaluationState): readonly number[] {
  return shown.slice(page * PAGE_LENGTH, (page + 1) * PAGE_LENGTH);
}

function selected(evaluation: EvaluationState): EvaluationState {
  const { found, labels, filter, page } = evaluation;
  const shown = found && labels ? select(found.report, labels, filter) : [];
  return { ...evaluation, shown, page: within(page, shown), looked: null };
}

function within(page: number, shown: readonly number[]): number {
  return Math.max(0, Math.min(page, Math.ceil(shown.length / PAGE_LENGTH) - 1));
}
