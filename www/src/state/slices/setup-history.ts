/** What was set before, and what was taken back: undo and redo of every edit of the settings. Pure. */
import type { Preset } from '../../protocol.js';
import { type Draft, layerFieldId } from '../setup/draft.js';
import { layerKinds } from '../setup/layer-kinds.js';
import { find } from '../setup/layer-nodes.js';
import { runFields } from '../setup/run-fields.js';
import type { SetupEvent } from './setup.js';

export interface SetupHistory {
  /** The newest last. */
  readonly past: readonly Snapshot[];
  /** The next to be done again last. */
  readonly future: readonly Snapshot[];
  /** The field that is being typed into: all of it is one step. */
  readonly typing: string | null;
  /** For those who do not see it. */
  readonly told: 'undone' | 'redone' | null;
}

/** The settings at a time. */
export interface Snapshot {
  readonly draft: Draft;
  readonly preset: Preset | null;
}

export const noHistory: SetupHistory = { past: [], future: [], typing: null, told: null };

/** As many steps as anybody takes back. */
const MAX_STEPS = 100;

/** After an edit that made `after` of `before`. */
export function recorded(history: SetupHistory, before: Snapshot, after: Snapshot, event: SetupEvent): SetupHistory {
  if (event.type === 'fieldLeft') return history.typing === null ? history : { ...history, typing: null };
  if (!isEdit(event) || isSame(before, after)) return history;
  const typing = typedField(event, before.draft);
  const isGoingOn = typing !== null && typing === history.typing;
  const past = isGoingOn ? history.past : [...history.past, before].slice(-MAX_STEPS);
  return { past, future: [], typing, told: null };
}

/** A step back from `now`, or forward again: what was there, and the history from there on. Null where there is none. */
export function stepped(
  history: SetupHistory,
  now: Snapshot,
  direction: 'undone' | 'redone',
): { snapshot: Snapshot; history: SetupHistory } | null {
  const { past, future } = history;
  const snapshot = (direction === 'undone' ? past : future).at(-1);
  if (!snapshot) return null;
  const lists =
    direction === 'undone'
      ? { past: past.slice(0, -1), future: [...future, now] }
      : { past: [...past, now], future: future.slice(0, -1) };
  return { snapshot, history: { ...lists, typing: null, told: direction } };
}

const edits: ReadonlySet<SetupEvent['type']> = new Set([
  'presetChosen',
  'configChosen',
  'fieldEdited',
  'fieldsReset',
  'changesDropped',
  'layerEdited',
  'layerTurned',
  'layerAdded',
  'layerDuplicated',
  'layerRemoved',
  'layerMoved',
]);

const isEdit = ({ type }: SetupEvent): boolean => edits.has(type);

function isSame(one: Snapshot, other: Snapshot): boolean {
  const [these, those] = [one.draft.texts, other.draft.texts];
  const ids = Object.keys(these);
  return (
    one.draft.config === other.draft.config &&
    one.preset === other.preset &&
    ids.length === Object.keys(those).length &&
    ids.every((id) => these[id] === those[id])
  );
}

/** The number that an edit typed into, by the id of its field; choices and switches are done at once. */
function typedField(event: SetupEvent, draft: Draft): string | null {
  if (event.type === 'fieldEdited') return runFields[event.name].control.kind === 'number' ? event.name : null;
  if (event.type !== 'layerEdited') return null;
  const node = find(draft.nodes, event.key);
  const field = node && layerKinds[node.layer.type].fields.find(({ name }) => name === event.name);
  return field?.control.kind === 'number' ? layerFieldId(event.key, event.name) : null;
}
