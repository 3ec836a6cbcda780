/**
 * Every way in which the state changes. Pure: starts nothing and asks nobody, so that what is on the screen always
 * follows from the events that came before. What happens to one part only is its reducer's, in a file of view/state; what
 * concerns several parts is here.
 */
import { restored } from './run/restore.js';
import { noRun, type RunAction, reduceRun } from './run/run.js';
import { isSame } from './setup/difference.js';
import { reduceCharts } from './slices/charts.js';
import { reduceCollection, withNewData, withNewDrawing } from './slices/collection.js';
import { reduceComparison, withoutRuns } from './slices/comparison.js';
import { reduceData } from './slices/data.js';
import { reduceDrawing } from './slices/drawing.js';
import { followRunWith, forOtherData, reduceEvaluation } from './slices/evaluation.js';
import { noIdeas, reduceIdeas, withoutChart } from './slices/ideas.js';
import { reduceLesson, viewWithin } from './slices/lesson.js';
import { fail, forNewRun, notify, without } from './slices/notices.js';
import { reducePreview } from './slices/preview.js';
import { noPrevious, previousOf } from './slices/previous.js';
import { reduceReporting } from './slices/reporting.js';
import { reduceRuns } from './slices/runs.js';
import { reduceSamples } from './slices/samples.js';
import { reduceSetup } from './slices/setup.js';
import { reduceTestImages } from './slices/test-images.js';
import { reduceViewer } from './slices/viewer.js';
import type { PageEvent, State } from './state.js';

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
      const told = notify(notices, { kind: 'error', failure: event.failure, others: [] });
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
    case 'presetChosen':
    case 'configChosen':
    case 'fieldsReset':
      return withoutIdea(put(state, 'setup', reduceSetup(state.setup, event)));
    case 'presetsArrived':
    case 'fieldEdited':
    case 'fieldLeft':
    case 'changesDropped':
    case 'undone':
    case 'redone':
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
      return withoutUndone(put(state, 'setup', reduceSetup(state.setup, event)));
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
        // What was learnt from other images is no longer at hand, and is not to be taken for what comes of these.
        ...watchAnew(state),
        run: noRun,
        previous: noPrevious,
        runs: { ...state.runs, current: null },
        data: reduceData(data, event),
        viewer: null,
        // Another data set may prepare a drawing in another way.
        drawing: { ...state.drawing, prediction: null, failure: null },
        collection: withNewData(state.collection, event.drawings ?? []),
        evaluation: forOtherData(state.evaluation, event.info.height * event.info.width),
      };
    case 'dataChosen':
    case 'dataLoading':
    case 'dataFailed':
    case 'dataCancelled':
    case 'dataKept':
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
    case 'runRestored':
      return put(state, 'run', restored(state.run, event.past));
    case 'runRecalled': {
      const { evaluation } = state;
      const found = evaluation.found && { ...evaluation.found, isOfEarlierRun: true };
      const runs = { ...state.runs, current: null };
      return {
        ...watchAnew(state),
        run: event.run,
        previous: noPrevious,
        runs,
        evaluation: { ...evaluation, found, failure: null },
      };
    }
    case 'runBeforeRead':
      return put(state, 'previous', { data: data.loaded?.info.fingerprint ?? null, run: event.run });
    case 'drawn':
      return {
        ...state,
        drawing: reduceDrawing(state.drawing, event),
        collection: withNewDrawing(state.collection),
      };
    case 'drawingsRead': {
      const collection = reduceCollection(state.collection, event);
      return { ...state, collection: withNewData(collection, data.loaded?.drawings ?? []) };
    }
    case 'drawingKept':
    case 'drawingRemoved':
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
      return {
        ...state,
        charts: reduceCharts(state.charts, event),
        ideas: withoutChart(state.ideas, event.name),
      };
    case 'chartShown':
    case 'smoothingChosen':
    case 'logarithmToggled':
    case 'zoomed':
    case 'layerPointedOut':
    case 'chartSaved':
      return put(state, 'charts', reduceCharts(state.charts, event));
    case 'testImagesChosen':
    case 'testImagesRead':
      return put(state, 'testImages', reduceTestImages(state.testImages, event));
    case 'ideaChosen':
      return put(state, 'ideas', reduceIdeas(state.ideas, event));
    case 'runsRemoved': {
      const runs = reduceRuns(state.runs, event);
      return {
        ...state,
        runs,
        notices: runs.setAside.length === 0 ? without(notices, 'setAside') : notices,
        comparison: withoutRuns(state.comparison, event.ids),
      };
    }
    case 'runsRead':
    case 'runsElsewhere':
    case 'runKept':
    case 'runAtHand':
    case 'runShown':
    case 'curvesRead':
    case 'curvesDropped':
    case 'storageStatusChanged':
    case 'storageRead':
    case 'runBusy':
    case 'seedsPlanned':
      return put(state, 'runs', reduceRuns(state.runs, event));
    case 'runsSorted':
    case 'runsReversed':
    case 'runsFiltered':
    case 'ringsChosen':
    case 'runRemarking':
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
    case 'viewerOpened':
    case 'viewerTurned':
    case 'viewerClosed':
    case 'viewedArrived':
    case 'viewedRead':
      return put(state, 'viewer', reduceViewer(state.viewer, event));
    case 'keysListed':
      return put(state, 'areKeysListed', event.isOpen);
    case 'speedsKnown':
      return put(state, 'speeds', event.speeds);
    case 'introduced':
      return put(state, 'isIntroduced', event.isIntroduced);
    case 'linkCopied':
      return put(state, 'linkCopied', event.outcome);
    case 'runCleared':
      return { ...watchAnew(state), run: noRun, previous: noPrevious, runs: { ...state.runs, current: null } };
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
  if (action.type !== 'began') return next;
  // One that goes on from a checkpoint has no run before it.
  const before = action.step === 0 ? state : { previous: noPrevious, run: noRun };
  const previous = previousOf(before.previous, before.run, state.data);
  return { ...watchAnew(next), previous, notices: forNewRun(state.notices) };
}

/** The idea is not to be taken back any more, or was; with it goes the chart that it has switched on. */
function withoutIdea(state: State): State {
  const { current } = state.ideas;
  if (!current) return state;
  const isLeft = current.chart !== null && state.charts.shown.includes(current.chart);
  const charts = isLeft ? reduceCharts(state.charts, { type: 'chartToggled', name: current.chart }) : state.charts;
  return { ...state, charts, ideas: noIdeas };
}

/** Edited back to what they were before it, the settings are no idea either. */
function withoutUndone(state: State): State {
  const { current } = state.ideas;
  const isBack = current !== null && isSame(state.setup.draft?.config, current.before);
  return isBack ? withoutIdea(state) : state;
}

/** What was said of another run. */
function watchAnew(state: State): State {
  const { charts, testImages } = state;
  return {
    ...state,
    charts: { ...charts, zoom: null, pointedOut: null },
    testImages: { ...testImages, predictions: null },
  };
}
