/**
 * All that the page knows, and every way in which it changes. `reduce` is pure: it starts nothing and asks nobody, so
 * that what is on the screen always follows from the events that came before. Each part of the state has its events and
 * its reducer in a file of view/state; what concerns several parts is here.
 */
import { type BenchmarkState, noBenchmark } from '../benchmark/state.js';
import type { DatasetInfo, DeviceReport } from '../protocol.js';
import type { DeviceState } from './device-badge.js';
import { type Past, revived } from './revive.js';
import { noRun, type RunAction, type RunState, reduceRun } from './run.js';
import { type ChartsEvent, type ChartsState, noCharts, reduceCharts } from './state/charts.js';
import {
  type CollectionEvent,
  type CollectionState,
  noCollection,
  reduceCollection,
  withNewData,
  withNewDrawing,
} from './state/collection.js';
import {
  type ComparisonEvent,
  type ComparisonState,
  noComparison,
  reduceComparison,
  withoutRuns,
} from './state/comparison.js';
import { type DataEvent, type DataState, noData, reduceData } from './state/data.js';
import { type DrawingEvent, type DrawingState, noDrawing, reduceDrawing } from './state/drawing.js';
import {
  type EvaluationEvent,
  type EvaluationState,
  followRunWith,
  forOtherData,
  noEvaluation,
  reduceEvaluation,
} from './state/evaluation.js';
import { type ExperimentsEvent, type ExperimentsState, noExperiments, reduceExperiments } from './state/experiments.js';
import type { Failure } from './state/failure.js';
import { type LessonEvent, type LessonState, noLesson, reduceLesson, viewWithin } from './state/lesson.js';
import { fail, forNewRun, type Notice, type NoticeBody, notify, without } from './state/notices.js';
import type { Preferences } from './state/preferences.js';
import { noPreview, type PreviewEvent, type PreviewState, reducePreview } from './state/preview.js';
import { noReporting, type ReportingEvent, type ReportingState, reduceReporting } from './state/reporting.js';
import { noRuns, type RunsEvent, type RunsState, reduceRuns } from './state/runs.js';
import { noSamples, reduceSamples, type SamplesEvent, type SamplesState } from './state/samples.js';
import { noSetup, reduceSetup, type SetupEvent, type SetupState } from './state/setup.js';
import { noTestImages, reduceTestImages, type TestImagesEvent, type TestImagesState } from './state/test-images.js';

export type { DataChoice, DataSource, DataState } from './state/data.js';
export type { Failure } from './state/failure.js';
export type { Notice } from './state/notices.js';
export type { Preferences, Theme } from './state/preferences.js';
export { type Checked, checkedSetup, configOf, differencesOf, type SetupState } from './state/setup.js';

/** One at a time fills the page between the top line and the command bar. */
export type View = 'train' | 'evaluate' | 'compare';
export const views: readonly View[] = ['train', 'evaluate', 'compare'];

export interface State {
  readonly view: View;
  readonly preferences: Preferences;
  readonly device: { readonly phase: DeviceState; readonly report: DeviceReport | null };
  readonly data: DataState;
  readonly setup: SetupState;
  readonly samples: SamplesState;
  readonly preview: PreviewState;
  readonly run: RunState;
  /** Train or Step was pressed and the worker has not answered yet. */
  readonly isStarting: boolean;
  readonly drawing: DrawingState;
  readonly collection: CollectionState;
  readonly evaluation: EvaluationState;
  readonly charts: ChartsState;
  readonly testImages: TestImagesState;
  readonly experiments: ExperimentsState;
  readonly runs: RunsState;
  readonly comparison: ComparisonState;
  readonly lesson: LessonState;
  readonly reporting: ReportingState;
  readonly areKeysListed: boolean;
  /** What became of the wish to copy the link to what is set. */
  readonly linkCopied: 'copied' | 'refused' | null;
  readonly notices: readonly Notice[];
  readonly benchmark: BenchmarkView;
}

export interface BenchmarkView {
  readonly isOpen: boolean;
  readonly state: BenchmarkState;
}

export type PageEvent =
  | DataEvent
  | SetupEvent
  | SamplesEvent
  | PreviewEvent
  | DrawingEvent
  | CollectionEvent
  | EvaluationEvent
  | ChartsEvent
  | TestImagesEvent
  | ExperimentsEvent
  | RunsEvent
  | ComparisonEvent
  | LessonEvent
  | ReportingEvent
  | { type: 'keysListed'; isOpen: boolean }
  | { type: 'linkCopied'; outcome: State['linkCopied'] }
  /** The run that is shown is shown no longer; its network is gone, too. */
  | { type: 'runCleared' }
  | { type: 'viewChosen'; view: View }
  | { type: 'preferred'; preferences: Preferences }
  | { type: 'deviceReady'; report: DeviceReport }
  | { type: 'deviceFailed'; failure: Failure }
  | { type: 'deviceRestarted'; report: DeviceReport; dataset: DatasetInfo | null }
  | { type: 'starting' }
  | { type: 'started' }
  | { type: 'startFailed'; failure: Failure }
  | { type: 'run'; action: RunAction }
  /** The run that has just begun, at its step, is one from before. */
  | { type: 'runRevived'; past: Past }
  /** A run is shown as it ended; its network is gone. */
  | { type: 'runRecalled'; run: RunState }
  | { type: 'noticed'; notice: NoticeBody }
  | { type: 'unnoticed'; kind: Notice['kind'] }
  | { type: 'failed'; failure: Failure }
  | { type: 'dismissed'; id: number }
  | { type: 'benchmarkToggled'; isOpen: boolean }
  | { type: 'benchmarkChanged'; state: BenchmarkState };

export const initialState: State = {
  view: 'train',
  preferences: { language: 'en', theme: 'system', device: 'auto' },
  device: { phase: 'starting', report: null },
  data: noData,
  setup: noSetup,
  samples: noSamples,
  preview: noPreview,
  run: noRun,
  isStarting: false,
  drawing: noDrawing,
  collection: noCollection,
  evaluation: noEvaluation,
  charts: noCharts,
  testImages: noTestImages,
  experiments: noExperiments,
  runs: noRuns,
  comparison: noComparison,
  lesson: noLesson,
  reporting: noReporting,
  areKeysListed: false,
  linkCopied: null,
  notices: [],
  benchmark: { isOpen: false, state: noBenchmark },
};

export function reduce(state: State, event: PageEvent): State {
  const { data, notices } = state;
  switch (event.type) {
    case 'viewChosen':
      return put(state, 'view', viewWithin(state.lesson, event.view));
    case 'preferred':
      return { ...state, preferences: event.preferences };
    case 'deviceReady':
      return { ...state, device: { phase: 'ready', report: event.report } };
    case 'deviceFailed': {
      const told = notify(notices, { kind: 'error', failure: event.failure });
      return { ...state, device: { phase: 'failed', report: null }, isStarting: false, notices: told };
    }
    case 'deviceRestarted': {
      const loaded = data.loaded && event.dataset ? { ...data.loaded, info: event.dataset } : null;
      return {
        ...state,
        device: { phase: 'ready', report: event.report },
        data: { ...data, loaded },
        isStarting: false,
      };
    }
    case 'presetsArrived':
    case 'presetChosen':
    case 'configChosen':
    case 'fieldEdited':
    case 'fieldLeft':
    case 'fieldsReset':
    case 'changesDropped':
    case 'layerEdited':
    case 'layerTurned':
    case 'layerAdded':
    case 'layerDuplicated':
    case 'layerRemoved':
    case 'layerMoved':
    case 'layerOpened':
    case 'helpToggled':
    case 'summarized':
    case 'layersRefused':
    case 'rated':
      return put(state, 'setup', reduceSetup(state.setup, event));
    case 'samplesToggled':
    case 'samplesFound':
      return put(state, 'samples', reduceSamples(state.samples, event));
    case 'previewToggled':
    case 'previewTurned':
    case 'previewFound':
    case 'previewFailed':
      return put(state, 'preview', reducePreview(state.preview, event));
    case 'dataLoaded':
      return {
        ...state,
        data: reduceData(data, event),
        // Another data set may prepare a drawing in another way.
        drawing: { ...state.drawing, prediction: null, failure: null },
        collection: withNewData(state.collection),
        evaluation: forOtherData(state.evaluation, event.info.height * event.info.width),
      };
    case 'dataChosen':
    case 'dataLoading':
    case 'dataFailed':
    case 'dataCancelled':
    case 'samplesArrived':
      return put(state, 'data', reduceData(data, event));
    case 'starting':
      return { ...state, isStarting: true };
    case 'started':
      return { ...state, isStarting: false };
    case 'startFailed':
      return { ...state, isStarting: false, notices: fail(notices, event.failure) };
    case 'run':
      return followRun(state, event.action);
    case 'runRevived':
      return put(state, 'run', revived(state.run, event.past));
    case 'runRecalled': {
      const { evaluation } = state;
      const found = evaluation.found && { ...evaluation.found, isOfEarlierRun: true };
      const runs = { ...state.runs, current: null };
      return { ...watchAnew(state), run: event.run, runs, evaluation: { ...evaluation, found, failure: null } };
    }
    case 'drawn':
      return {
        ...state,
        drawing: reduceDrawing(state.drawing, event),
        collection: withNewDrawing(state.collection),
      };
    case 'drawingKept':
    case 'drawingRemoved':
    case 'drawingsRead':
    case 'collectionJoining':
    case 'collectionJoined':
      return put(state, 'collection', reduceCollection(state.collection, event));
    case 'predicted':
    case 'predictionFailed':
      return put(state, 'drawing', reduceDrawing(state.drawing, event));
    case 'reportAsked':
    case 'reportFailed':
    case 'labelsArrived':
    case 'matrixUnitChosen':
    case 'filtered':
    case 'pageTurned':
    case 'testImagesArrived':
    case 'imageLooked':
    case 'imageRead':
      return put(state, 'evaluation', reduceEvaluation(state.evaluation, event));
    case 'chartToggled':
    case 'chartShown':
    case 'smoothingChosen':
    case 'logarithmToggled':
    case 'zoomed':
    case 'chartSaved':
      return put(state, 'charts', reduceCharts(state.charts, event));
    case 'testImagesChosen':
    case 'testImagesRead':
      return put(state, 'testImages', reduceTestImages(state.testImages, event));
    case 'experimentChosen':
    case 'experimentDismissed':
      return put(state, 'experiments', reduceExperiments(state.experiments, event));
    case 'runsRemoved':
      return {
        ...state,
        runs: reduceRuns(state.runs, event),
        comparison: withoutRuns(state.comparison, event.ids),
      };
    case 'runsRead':
    case 'runKept':
    case 'runAtHand':
    case 'runShown':
    case 'curvesRead':
    case 'curvesDropped':
    case 'runsKeeping':
    case 'storageRead':
    case 'runBusy':
      return put(state, 'runs', reduceRuns(state.runs, event));
    case 'runsSorted':
    case 'axisChosen':
    case 'comparisonZoomed':
    case 'runPointedOut':
    case 'runRenaming':
    case 'runsAsked':
    case 'selecting':
    case 'runSelected':
    case 'shownChosen':
    case 'runsSeen':
    case 'everySettingToggled':
      return put(state, 'comparison', reduceComparison(state.comparison, event));
    case 'partsChosen':
    case 'partToggled':
    case 'linkFormChosen':
      // What was copied before is another link.
      return { ...state, lesson: reduceLesson(state.lesson, event), linkCopied: null };
    case 'reportStage':
      return put(state, 'reporting', reduceReporting(state.reporting, event));
    case 'keysListed':
      return put(state, 'areKeysListed', event.isOpen);
    case 'linkCopied':
      return put(state, 'linkCopied', event.outcome);
    case 'runCleared':
      return { ...watchAnew(state), run: noRun, runs: { ...state.runs, current: null } };
    case 'failed':
      return put(state, 'notices', fail(notices, event.failure));
    case 'noticed':
      return put(state, 'notices', notify(notices, event.notice));
    case 'unnoticed':
      return put(state, 'notices', without(notices, event.kind));
    case 'dismissed':
      return { ...state, notices: notices.filter((notice) => notice.id !== event.id) };
    case 'benchmarkToggled':
      return { ...state, benchmark: { ...state.benchmark, isOpen: event.isOpen } };
    case 'benchmarkChanged':
      return { ...state, benchmark: { ...state.benchmark, state: event.state } };
    default:
      return event satisfies never;
  }
}

/** The same state where nothing changed: nothing is drawn then. */
function put<K extends keyof State>(state: State, part: K, value: State[K]): State {
  return state[part] === value ? state : { ...state, [part]: value };
}

function followRun(state: State, action: RunAction): State {
  const run = reduceRun(state.run, action);
  const evaluation = followRunWith(state.evaluation, action, run);
  const next = { ...state, run, evaluation, isStarting: false };
  if (action.type === 'failed')
    return { ...next, notices: fail(state.notices, { code: action.code, message: action.message }) };
  return action.type === 'began' ? { ...watchAnew(next), notices: forNewRun(state.notices) } : next;
}

/** What was said of another run. */
function watchAnew(state: State): State {
  const { charts, testImages } = state;
  return { ...state, charts: { ...charts, zoom: null }, testImages: { ...testImages, readings: null } };
}
