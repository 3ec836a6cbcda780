/**
 * All that the page knows, and every way in which it changes. `reduce` is pure: it starts nothing and asks nobody, so
 * that what is on the screen always follows from the events that came before.
 */
import { type BenchmarkState, noBenchmark } from '../benchmark/state.js';
import type { Language } from '../locale/words.js';
import type { DatasetInfo, DeviceChoice, DeviceReport, Prediction, Preset, Summary } from '../protocol.js';
import type { DeviceState } from './device-badge.js';
import { type Checked, check, type Draft, draftOf, type FieldName } from './form.js';
import type { StripImages } from './image-strip.js';
import { noRun, type RunAction, type RunState, reduceRun } from './run.js';

export type DataChoice = 'synthetic' | 'mnist' | 'files';
/** Where the images came from, as it is told to the user. */
export type DataSource = 'synthetic' | 'own' | 'cache' | 'jsdelivr' | 'github' | 'file';

export interface Failure {
  readonly code: string;
  /** Technical English, for those who want to know. */
  readonly message: string;
}

export interface DataState {
  /** What is shown as chosen: it may still be loading, or have failed. */
  readonly choice: DataChoice;
  readonly loaded: {
    readonly choice: DataChoice;
    readonly source: DataSource;
    readonly info: DatasetInfo;
    readonly samples: StripImages | null;
  } | null;
  /** Bytes are null while none are counted. */
  readonly loading: { readonly choice: DataChoice; readonly bytes: { done: number; total: number } | null } | null;
  readonly failure: (Failure & { readonly choice: DataChoice }) | null;
}

export interface SetupState {
  readonly presets: readonly Preset[];
  readonly preset: Preset | null;
  readonly draft: Draft | null;
  /** Of the preset's network on the images at hand. */
  readonly summary: Summary | null;
  /** The field whose explanation is open. */
  readonly help: FieldName | null;
}

export interface DrawingState {
  readonly isEmpty: boolean;
  readonly prediction: Prediction | null;
  /** Steps of training behind the prediction. */
  readonly step: number;
  readonly failure: Failure | null;
}

/** Something to be told once, until it is dismissed. */
export type Notice = { readonly id: number } & (
  | { kind: 'error'; failure: Failure }
  | { kind: 'restarted'; detail: string }
);

export type Theme = 'system' | 'light' | 'dark';

/** What a visitor chose about the page itself. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly device: DeviceChoice;
}

export interface State {
  readonly preferences: Preferences;
  readonly device: { readonly phase: DeviceState; readonly report: DeviceReport | null };
  readonly data: DataState;
  readonly setup: SetupState;
  readonly run: RunState;
  /** Train or Step was pressed and the worker has not answered yet. */
  readonly isStarting: boolean;
  readonly drawing: DrawingState;
  readonly notices: readonly Notice[];
  readonly benchmark: BenchmarkView;
}

export interface BenchmarkView {
  readonly isOpen: boolean;
  readonly state: BenchmarkState;
}

export type PageEvent =
  | { type: 'preferred'; preferences: Preferences }
  | { type: 'deviceReady'; report: DeviceReport }
  | { type: 'deviceFailed'; failure: Failure }
  | { type: 'deviceRestarted'; report: DeviceReport; dataset: DatasetInfo | null; detail: string }
  | { type: 'presetsArrived'; presets: readonly Preset[] }
  | { type: 'presetChosen'; id: string }
  | { type: 'fieldEdited'; name: FieldName; text: string }
  | { type: 'fieldsReset' }
  | { type: 'helpToggled'; name: FieldName }
  | { type: 'summarized'; preset: Preset; summary: Summary }
  | { type: 'dataChosen'; choice: DataChoice }
  | { type: 'dataLoading'; choice: DataChoice; bytes: { done: number; total: number } | null }
  | { type: 'dataLoaded'; choice: DataChoice; source: DataSource; info: DatasetInfo }
  | { type: 'dataFailed'; choice: DataChoice; failure: Failure }
  | { type: 'dataCancelled' }
  | { type: 'samplesArrived'; samples: StripImages }
  | { type: 'starting' }
  | { type: 'started' }
  | { type: 'startFailed'; failure: Failure }
  | { type: 'run'; action: RunAction }
  | { type: 'drawn'; isEmpty: boolean }
  | { type: 'predicted'; prediction: Prediction; step: number }
  | { type: 'predictionFailed'; failure: Failure }
  | { type: 'failed'; failure: Failure }
  | { type: 'dismissed'; id: number }
  | { type: 'benchmarkToggled'; isOpen: boolean }
  | { type: 'benchmarkChanged'; state: BenchmarkState };

const noDrawing: DrawingState = { isEmpty: true, prediction: null, step: 0, failure: null };

export const initialState: State = {
  preferences: { language: 'en', theme: 'system', device: 'auto' },
  device: { phase: 'starting', report: null },
  data: { choice: 'synthetic', loaded: null, loading: null, failure: null },
  setup: { presets: [], preset: null, draft: null, summary: null, help: null },
  run: noRun,
  isStarting: false,
  drawing: noDrawing,
  notices: [],
  benchmark: { isOpen: false, state: noBenchmark },
};

export function reduce(state: State, event: PageEvent): State {
  const { data, setup, drawing } = state;
  switch (event.type) {
    case 'preferred':
      return { ...state, preferences: event.preferences };
    case 'deviceReady':
      return { ...state, device: { phase: 'ready', report: event.report } };
    case 'deviceFailed':
      return notify(
        { ...state, device: { phase: 'failed', report: null }, isStarting: false },
        { kind: 'error', failure: event.failure },
      );
    case 'deviceRestarted': {
      const loaded = data.loaded && event.dataset ? { ...data.loaded, info: event.dataset } : null;
      return notify(
        { ...state, device: { phase: 'ready', report: event.report }, data: { ...data, loaded }, isStarting: false },
        { kind: 'restarted', detail: event.detail },
      );
    }
    case 'presetsArrived':
      return choosePreset({ ...state, setup: { ...setup, presets: event.presets } }, event.presets[0]);
    case 'presetChosen':
      return choosePreset(
        state,
        setup.presets.find((preset) => preset.id === event.id),
      );
    case 'fieldEdited':
      if (!setup.draft) return state;
      return { ...state, setup: { ...setup, draft: { ...setup.draft, [event.name]: event.text } } };
    case 'fieldsReset':
      return choosePreset(state, setup.preset ?? undefined);
    case 'helpToggled':
      return { ...state, setup: { ...setup, help: setup.help === event.name ? null : event.name } };
    case 'summarized':
      return event.preset === setup.preset ? { ...state, setup: { ...setup, summary: event.summary } } : state;
    case 'dataChosen':
      return { ...state, data: { ...data, choice: event.choice, failure: null } };
    case 'dataLoading':
      return {
        ...state,
        data: { ...data, choice: event.choice, loading: { choice: event.choice, bytes: event.bytes }, failure: null },
      };
    case 'dataLoaded': {
      const { choice, source, info } = event;
      const loaded = { choice, source, info, samples: null };
      return {
        ...state,
        data: { choice, loaded, loading: null, failure: null },
        drawing: { ...drawing, prediction: null, failure: null },
      };
    }
    case 'dataFailed':
      return { ...state, data: { ...data, loading: null, failure: { ...event.failure, choice: event.choice } } };
    case 'dataCancelled':
      return { ...state, data: { ...data, loading: null, choice: data.loaded?.choice ?? data.choice } };
    case 'samplesArrived':
      if (!data.loaded) return state;
      return { ...state, data: { ...data, loaded: { ...data.loaded, samples: event.samples } } };
    case 'starting':
      return { ...state, isStarting: true };
    case 'started':
      return { ...state, isStarting: false };
    case 'startFailed':
      return fail({ ...state, isStarting: false }, event.failure);
    case 'run':
      return followRun(state, event.action);
    case 'drawn':
      return {
        ...state,
        drawing: event.isEmpty ? noDrawing : { ...drawing, isEmpty: false },
      };
    case 'predicted':
      if (drawing.isEmpty) return state;
      return { ...state, drawing: { ...drawing, prediction: event.prediction, step: event.step, failure: null } };
    case 'predictionFailed':
      if (drawing.isEmpty) return state;
      return { ...state, drawing: { ...drawing, prediction: null, failure: event.failure } };
    case 'failed':
      return fail(state, event.failure);
    case 'dismissed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) };
    case 'benchmarkToggled':
      return { ...state, benchmark: { ...state.benchmark, isOpen: event.isOpen } };
    case 'benchmarkChanged':
      return { ...state, benchmark: { ...state.benchmark, state: event.state } };
    default:
      return event satisfies never;
  }
}

/** The settings as they stand, read and checked; null while there are none. */
export function checkedSetup({ preset, draft }: SetupState): Checked | null {
  return preset && draft ? check(draft, preset) : null;
}

function choosePreset(state: State, preset: Preset | undefined): State {
  if (!preset) return state;
  const { setup } = state;
  const summary = preset === setup.preset ? setup.summary : null;
  return { ...state, setup: { ...setup, preset, draft: draftOf(preset.config), summary } };
}

function followRun(state: State, action: RunAction): State {
  const next = { ...state, run: reduceRun(state.run, action), isStarting: false };
  if (action.type === 'failed') return fail(next, { code: action.code, message: action.message });
  // A new run says nothing of how the old one failed.
  return action.type === 'began' ? { ...next, notices: [] } : next;
}

type NoticeBody = Notice extends infer N ? (N extends Notice ? Omit<N, 'id'> : never) : never;

function notify(state: State, notice: NoticeBody): State {
  const id = (state.notices.at(-1)?.id ?? 0) + 1;
  return { ...state, notices: [...state.notices, { ...notice, id }] };
}

/** Once for each failure, also where both a call and an event report it; a fatal one is told by what follows it. */
function fail(state: State, failure: Failure): State {
  const isTold = state.notices.some((notice) => notice.kind === 'error' && notice.failure.message === failure.message);
  return isTold || failure.code === 'fatal' ? state : notify(state, { kind: 'error', failure });
}
