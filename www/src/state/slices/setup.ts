/** What the next run will be: a preset, what was changed of it, and what the core says of that. */
import type { LayerConfig, Preset, RunConfig, Summary } from '../../protocol.js';
import { differences, isSame } from '../setup/difference.js';
import {
  addLayer,
  type Draft,
  draftOf,
  duplicateLayer,
  editField,
  editLayer,
  moveLayer,
  type Problems,
  problemsOf,
  removeLayer,
  tidied,
  turnLayer,
} from '../setup/draft.js';
import { type LayerFieldName, type LayerKind, layerKinds } from '../setup/layer-kinds.js';
import { find, listOf, type Nodes, type Place, placeOf } from '../setup/layer-nodes.js';
import { type Refusal, refusalOf } from '../setup/refusal.js';
import type { RunFieldId } from '../setup/run-fields.js';
import type { Failure } from './failure.js';
import { noHistory, recorded, type SetupHistory, type Snapshot, stepped } from './setup-history.js';

export interface SetupState {
  readonly presets: readonly Preset[];
  /** What the draft began as, and is compared with. */
  readonly preset: Preset | null;
  readonly draft: Draft | null;
  /** Of the last layers that could be built on the images at hand. */
  readonly summary: Summary | null;
  /** The layers that its rows are of. */
  readonly summarized: Nodes;
  /** Why the layers cannot be built. */
  readonly refusal: (Failure & Refusal) | null;
  readonly curve: RateCurve | null;
  /** The layer whose fields are shown. */
  readonly openLayer: number | null;
  /** What was last done to the list of layers, for those who do not see it. */
  readonly announcement: EditAnnouncement | null;
  /** The field whose explanation is open. */
  readonly help: string | null;
  readonly history: SetupHistory;
}

/** The learning rate over a whole run, with so many points as can be seen; none where there are too many steps. */
export interface RateCurve {
  readonly rates: readonly number[];
  /** The highest of all steps. */
  readonly peak: number;
  readonly numSteps: number;
  /** With what it leaves open as it is for so many steps. */
  readonly schedule: NonNullable<RunConfig['schedule']>;
}

export interface EditAnnouncement {
  readonly kind: 'moved' | 'added' | 'removed' | 'duplicated';
  readonly layer: LayerConfig;
  /** From 1, and of how many, in its list. */
  readonly position: number;
  readonly count: number;
}

export type SetupEvent =
  | { type: 'presetsArrived'; presets: readonly Preset[] }
  | { type: 'presetChosen'; id: string }
  /** Takes the place of all that was chosen and typed: a link, or a run to be repeated. */
  | { type: 'configChosen'; config: RunConfig }
  | { type: 'fieldEdited'; name: RunFieldId; text: string }
  | { type: 'fieldLeft' }
  | { type: 'fieldsReset' }
  | { type: 'changesDropped' }
  | { type: 'undone' }
  | { type: 'redone' }
  | { type: 'layerEdited'; key: number; name: LayerFieldName; text: string }
  | { type: 'layerTurned'; key: number; kind: LayerKind }
  | { type: 'layerAdded'; kind: LayerKind; place: Place }
  | { type: 'layerDuplicated'; key: number }
  | { type: 'layerRemoved'; key: number }
  | { type: 'layerMoved'; key: number; place: Place }
  | { type: 'layerOpened'; key: number | null }
  | { type: 'helpToggled'; name: string }
  | { type: 'summarized'; layers: readonly LayerConfig[]; summary: Summary }
  | { type: 'layersRefused'; layers: readonly LayerConfig[]; failure: Failure }
  | { type: 'rated'; config: RunConfig; curve: RateCurve };

export const noSetup: SetupState = {
  presets: [],
  preset: null,
  draft: null,
  summary: null,
  summarized: [],
  refusal: null,
  curve: null,
  openLayer: null,
  announcement: null,
  help: null,
  history: noHistory,
};

/** With every edit remembered, so that it can be taken back. */
export function reduceSetup(setup: SetupState, event: SetupEvent): SetupState {
  const before = snapshotOf(setup);
  if (event.type === 'undone' || event.type === 'redone') {
    const step = before && stepped(setup.history, before, event.type);
    return step ? { ...putBack(setup, step.snapshot), history: step.history } : setup;
  }
  const next = reduceEdit(setup, event);
  const after = snapshotOf(next);
  if (!before || !after) return next;
  const history = recorded(setup.history, before, after, event);
  return history === next.history ? next : { ...next, history };
}

const snapshotOf = ({ draft, preset }: SetupState): Snapshot | null => draft && { draft, preset };

/** What the core said of other layers stands until it has been asked again, as after any edit. */
function putBack(setup: SetupState, { draft, preset }: Snapshot): SetupState {
  // Keys are never given twice.
  const nextKey = Math.max(draft.nextKey, setup.draft?.nextKey ?? 0);
  const isOpen = setup.openLayer !== null && find(draft.nodes, setup.openLayer) !== null;
  return {
    ...setup,
    draft: { ...draft, nextKey },
    preset,
    openLayer: isOpen ? setup.openLayer : null,
    announcement: null,
  };
}

type EditEvent = Exclude<SetupEvent, { type: 'undone' } | { type: 'redone' }>;

function reduceEdit(setup: SetupState, event: EditEvent): SetupState {
  const { draft } = setup;
  switch (event.type) {
    case 'presetsArrived': {
      const { presets } = event;
      // What a link brought stays, whichever came first.
      if (draft) return { ...setup, presets, preset: presetOf(draft.config, presets) ?? presets[0] ?? null };
      return choosePreset({ ...setup, presets }, presets[0]);
    }
    case 'presetChosen':
      return choosePreset(
        setup,
        setup.presets.find((preset) => preset.id === event.id),
      );
    case 'configChosen':
      return {
        ...begin(setup, event.config),
        preset: presetOf(event.config, setup.presets) ?? setup.preset,
      };
    case 'fieldsReset':
      return choosePreset(setup, setup.preset ?? undefined);
    case 'helpToggled':
      return { ...setup, help: setup.help === event.name ? null : event.name };
    case 'layerOpened':
      return { ...setup, openLayer: event.key };
    default:
      return draft ? reduceDraft(setup, draft, event) : setup;
  }
}

type DraftEvent = Exclude<
  EditEvent,
  {
    type: 'presetsArrived' | 'presetChosen' | 'configChosen' | 'fieldsReset' | 'helpToggled' | 'layerOpened';
  }
>;

function reduceDraft(setup: SetupState, draft: Draft, event: DraftEvent): SetupState {
  switch (event.type) {
    case 'fieldEdited':
      return { ...setup, draft: editField(draft, event.name, event.text) };
    case 'fieldLeft': {
      const left = tidied(draft);
      return left === draft ? setup : { ...setup, draft: left };
    }
    case 'changesDropped':
      return { ...setup, draft: { ...draft, config: { ...draft.config, changes: [] } } };
    case 'layerEdited':
      return { ...setup, draft: editLayer(draft, event.key, event.name, event.text) };
    case 'layerTurned':
      return { ...setup, draft: turnLayer(draft, event.key, event.kind) };
    case 'layerAdded': {
      const next = addLayer(draft, layerKinds[event.kind].make(), event.place);
      return done({ ...setup, openLayer: draft.nextKey }, next, 'added', draft.nextKey);
    }
    case 'layerDuplicated':
      return done(
        { ...setup, openLayer: draft.nextKey },
        duplicateLayer(draft, event.key),
        'duplicated',
        draft.nextKey,
      );
    case 'layerMoved':
      return done(setup, moveLayer(draft, event.key, event.place), 'moved', event.key);
    case 'layerRemoved': {
      const announcement = announcementOf(draft, 'removed', event.key);
      const next = removeLayer(draft, event.key);
      const isOpen = setup.openLayer !== null && find(next.nodes, setup.openLayer) !== null;
      return { ...setup, draft: next, announcement, openLayer: isOpen ? setup.openLayer : null };
    }
    // An answer that is not about what is there now is too late.
    case 'summarized':
      if (event.layers !== draft.config.layers) return setup;
      return { ...setup, summary: event.summary, summarized: draft.nodes, refusal: null };
    case 'layersRefused':
      if (event.layers !== draft.config.layers) return setup;
      return { ...setup, refusal: { ...event.failure, ...refusalOf(event.failure.values) } };
    case 'rated':
      return event.config === draft.config ? { ...setup, curve: event.curve } : setup;
    default:
      return event satisfies never;
  }
}

export interface Checked {
  /** Null while something is wrong. */
  readonly config: RunConfig | null;
  readonly problems: Problems;
}

/** The settings as they stand, read and checked; null while there are none. */
export function checkedSetup({ draft, summary, refusal }: SetupState): Checked | null {
  if (!draft) return null;
  const problems = problemsOf(draft, refusal ? null : summary);
  const isRight = refusal === null && Object.keys(problems).length === 0;
  return { config: isRight ? draft.config : null, problems };
}

/** The run that Train would begin now; null while something is wrong, or nothing is there. */
export function configOf(setup: SetupState): RunConfig | null {
  return checkedSetup(setup)?.config ?? null;
}

/** What is not as the preset has it. */
export function differencesOf({ draft, preset }: SetupState): ReturnType<typeof differences> {
  return draft && preset ? differences(draft, preset) : [];
}

function choosePreset(setup: SetupState, preset: Preset | undefined): SetupState {
  return preset ? { ...begin(setup, preset.config), preset } : setup;
}

function begin(setup: SetupState, config: RunConfig): SetupState {
  const isKept = setup.draft !== null && isSame(setup.draft.config.layers, config.layers);
  return {
    ...setup,
    summarized: [],
    // Keys are never given twice, so that no row is taken for another one.
    draft: draftOf(config, setup.draft?.nextKey),
    summary: isKept ? setup.summary : null,
    refusal: null,
    openLayer: null,
    announcement: null,
  };
}

function presetOf(config: RunConfig, presets: readonly Preset[]): Preset | null {
  return presets.find((preset) => isSame(preset.config.layers, config.layers)) ?? null;
}

function done(setup: SetupState, draft: Draft, kind: EditAnnouncement['kind'], key: number): SetupState {
  return draft === setup.draft ? setup : { ...setup, draft, announcement: announcementOf(draft, kind, key) };
}

function announcementOf(draft: Draft, kind: EditAnnouncement['kind'], key: number): EditAnnouncement | null {
  const [node, place] = [find(draft.nodes, key), placeOf(draft.nodes, key)];
  if (!node || !place) return null;
  return { kind, layer: node.layer, position: place.index + 1, count: listOf(draft.nodes, place.block).length };
}
