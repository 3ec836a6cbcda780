/**
 * All that the page knows, and all that can happen to it; how the one follows from the other is reduce.ts. Each part has
 * its events, and their reducer, in a file of view/state; what concerns several parts is here.
 */
import { type BenchmarkState, noBenchmark } from '../benchmark/state.js';
import type { DatasetInfo, DeviceReport } from '../protocol.js';
import type { Speed } from './run/forecast.js';
import type { Past } from './run/restore.js';
import { noRun, type RunAction, type RunState } from './run/run.js';
import { type ChartsEvent, type ChartsState, noCharts } from './slices/charts.js';
import { type CollectionEvent, type CollectionState, noCollection } from './slices/collection.js';
import { type ComparisonEvent, type ComparisonState, noComparison } from './slices/comparison.js';
import { type DataEvent, type DataState, noData } from './slices/data.js';
import { type DrawingEvent, type DrawingState, noDrawing } from './slices/drawing.js';
import { type EvaluationEvent, type EvaluationState, noEvaluation } from './slices/evaluation.js';
import type { Failure } from './slices/failure.js';
import { type IdeasEvent, type IdeasState, noIdeas } from './slices/ideas.js';
import { type LessonEvent, type LessonState, noLesson } from './slices/lesson.js';
import type { Notice, NoticeBody } from './slices/notices.js';
import type { Preferences } from './slices/preferences.js';
import { noPreview, type PreviewEvent, type PreviewState } from './slices/preview.js';
import { noPrevious, type PreviousState } from './slices/previous.js';
import { noReporting, type ReportingEvent, type ReportingState } from './slices/reporting.js';
import { noRuns, type RunsEvent, type RunsState } from './slices/runs.js';
import { noSamples, type SamplesEvent, type SamplesState } from './slices/samples.js';
import { noSetup, type SetupEvent, type SetupState } from './slices/setup.js';
import { noTestImages, type TestImagesEvent, type TestImagesState } from './slices/test-images.js';
import { noViewer, type ViewerEvent, type ViewerState } from './slices/viewer.js';

export type { DataChoice, DataSource, DataState } from './slices/data.js';
export type { Failure } from './slices/failure.js';
export type { Notice } from './slices/notices.js';
export type { Preferences, Theme } from './slices/preferences.js';
export { type Checked, checkedSetup, configOf, differencesOf, type SetupState } from './slices/setup.js';

/** One at a time fills the page between the top line and the command bar. */
export type View = 'train' | 'evaluate' | 'compare';
export const views: readonly View[] = ['train', 'evaluate', 'compare'];

export type DeviceState = 'starting' | 'ready' | 'failed';

export interface State {
  readonly view: View;
  readonly preferences: Preferences;
  readonly device: { readonly phase: DeviceState; readonly report: DeviceReport | null };
  readonly data: DataState;
  readonly setup: SetupState;
  readonly samples: SamplesState;
  readonly preview: PreviewState;
  readonly run: RunState;
  readonly previous: PreviousState;
  /** Train or Step was pressed and the worker has not answered yet. */
  readonly isStarting: boolean;
  readonly drawing: DrawingState;
  readonly collection: CollectionState;
  readonly evaluation: EvaluationState;
  readonly charts: ChartsState;
  readonly testImages: TestImagesState;
  readonly ideas: IdeasState;
  readonly runs: RunsState;
  readonly comparison: ComparisonState;
  readonly lesson: LessonState;
  readonly reporting: ReportingState;
  /** How fast runs went on this and other devices, newest last. */
  readonly speeds: readonly Speed[];
  /** The sentence for who is here for the first time. */
  readonly isIntroduced: boolean;
  readonly areKeysListed: boolean;
  /** Null while no image is opened. */
  readonly viewer: ViewerState | null;
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
  | IdeasEvent
  | RunsEvent
  | ComparisonEvent
  | LessonEvent
  | ReportingEvent
  | ViewerEvent
  | { type: 'keysListed'; isOpen: boolean }
  | { type: 'speedsKnown'; speeds: readonly Speed[] }
  | { type: 'introduced'; isIntroduced: boolean }
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
  | { type: 'runRestored'; past: Past }
  /** A run is shown as it ended; its network is gone. */
  | { type: 'runRecalled'; run: RunState }
  /** The curves of the run before the one that is shown. */
  | { type: 'runBeforeRead'; run: RunState }
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
  previous: noPrevious,
  isStarting: false,
  drawing: noDrawing,
  collection: noCollection,
  evaluation: noEvaluation,
  charts: noCharts,
  testImages: noTestImages,
  ideas: noIdeas,
  runs: noRuns,
  comparison: noComparison,
  lesson: noLesson,
  reporting: noReporting,
  speeds: [],
  isIntroduced: true,
  areKeysListed: false,
  viewer: noViewer,
  linkCopied: null,
  notices: [],
  benchmark: { isOpen: false, state: noBenchmark },
};
