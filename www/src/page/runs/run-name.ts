/**
 * What a run is called: as the user named it, or by its preset and what it has otherwise than that. Runs that would have
 * the same name are told apart by their images, or else by the number of the later one.
 */
import type { Words } from '../../locale/words.js';
import type { LayerConfig, Preset, RunConfig } from '../../protocol.js';
import type { KeptRun } from '../../state/run/kept-run.js';
import { isSame } from '../../state/setup/difference.js';
import { type RunFieldId, runFieldIds, runFields } from '../../state/setup/run-fields.js';
import type { State } from '../../state/state.js';
import { valueText } from '../panels/field.js';

/** All that names depend on. */
export type Named = Pick<KeptRun, 'id' | 'name' | 'preset' | 'number' | 'config' | 'data'>;
type Known = { readonly setup: Pick<State['setup'], 'presets'>; readonly runs: Pick<State['runs'], 'kept'> };

/** More differences than this are counted, and not listed. */
const MAX_LISTED = 3;

export function runName(run: Named, words: Words, state: Known): string {
  return run.name ?? plainName(run, words, state);
}

/** As it is called when nobody has named it. */
export function plainName(run: Named, words: Words, { setup: { presets }, runs: { kept } }: Known): string {
  return namesOf(kept ?? noRuns, words, presets).get(run.id) ?? nameOf(run, words, presets);
}

/** Without what the seed adds: the name of all runs that differ in nothing else. */
export function groupName(run: Named, words: Words, { setup: { presets } }: Known): string {
  return nameOf(run, words, presets, new Set<RunFieldId>(['seed']));
}

const noRuns: readonly Named[] = [];
let known: { of: readonly unknown[]; names: ReadonlyMap<string, string> } | null = null;

function namesOf(runs: readonly Named[], words: Words, presets: readonly Preset[]): ReadonlyMap<string, string> {
  const of = [runs, words, presets];
  if (!known?.of.every((one, index) => one === of[index])) known = { of, names: distinct(runs, words, presets) };
  return known.names;
}

function distinct(runs: readonly Named[], words: Words, presets: readonly Preset[]): ReadonlyMap<string, string> {
  const oldestFirst = [...runs].sort((one, other) => one.number - other.number);
  const groups = new Map<string, Named[]>();
  for (const run of oldestFirst) {
    const name = nameOf(run, words, presets);
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  const names = new Map<string, string>();
  for (const [name, members] of groups) {
    const choices = new Set(members.map(({ data }) => data.choice));
    const taken = new Set<string>();
    for (const { id, data, number } of members) {
      const own = choices.size > 1 ? words.t('run.on', { name, data: words.t(`data.${data.choice}`) }) : name;
      names.set(id, taken.has(own) ? words.t('run.again', { name: own, number }) : own);
      taken.add(own);
    }
  }
  return names;
}

const memory = new WeakMap<RunConfig, { of: readonly unknown[]; text: string }>();

function nameOf(run: Named, words: Words, presets: readonly Preset[], without?: ReadonlySet<RunFieldId>): string {
  const preset = presets.find(({ id }) => id === run.preset);
  const title = run.preset === null ? undefined : words.find(`network.preset.${run.preset}`);
  if (!preset || !title) {
    const { number } = run;
    return title ? words.t('run.named', { preset: title, number }) : words.t('run.numbered', { number });
  }
  const of = [words, preset, title, without?.size];
  const remembered = memory.get(run.config);
  if (remembered?.of.every((one, index) => one === of[index])) return remembered.text;
  const parts = differencesOf(run.config, preset.config, words, without);
  const text =
    parts.length === 0 ? title : words.t('run.differs', { preset: title, differences: shortened(parts, words) });
  memory.set(run.config, { of, text });
  return text;
}

function shortened(parts: readonly string[], words: Words): string {
  if (parts.length <= MAX_LISTED) return parts.join(words.t('run.between'));
  const listed = parts.slice(0, MAX_LISTED - 1).join(words.t('run.between'));
  return words.t('run.more', { differences: listed, count: parts.length - MAX_LISTED + 1 });
}

/** What somebody would say of it: learning rate 1, without ReLU. */
function differencesOf(
  config: RunConfig,
  original: RunConfig,
  words: Words,
  without: ReadonlySet<RunFieldId> = new Set(),
): readonly string[] {
  const settings = runFieldIds.flatMap((id) => {
    // What the layers say is told of the layers.
    if (id === 'dropout' || without.has(id)) return [];
    const [value, usual] = [runFields[id].read(config), runFields[id].read(original)];
    // Of a field that only one of both has, nothing is said: the one that brings it differs already.
    if (value === null || usual === null || value === usual) return [];
    return [setting(id, value, words)];
  });
  return [
    ...layersOf(config.layers, original.layers, words),
    ...settings,
    ...((config.changes ?? []).length > 0 ? [words.t('run.byHand')] : []),
  ];
}

function setting(id: RunFieldId, text: string, words: Words): string {
  const key = `training.${id}`;
  const label = (words.find(key) ?? id).toLocaleLowerCase(words.language);
  const value = valueText({ key, control: runFields[id].control }, text, words);
  return label.includes('…') && text !== '' ? label.replace('…', value) : words.t('run.setting', { label, value });
}

/** One kind that went or came is named; whatever else is just that, other layers. */
function layersOf(layers: readonly LayerConfig[], original: readonly LayerConfig[], words: Words): readonly string[] {
  if (isSame(layers, original)) return [];
  const [now, before] = [kindsOf(layers), kindsOf(original)];
  const kinds = [...new Set([...now.keys(), ...before.keys()])];
  const changed = kinds.filter((kind) => now.get(kind) !== before.get(kind));
  const [kind, ...others] = changed;
  if (kind === undefined || others.length > 0) return [words.t('run.layers')];
  const layer = words.t(`kind.${kind}`);
  const count = now.get(kind) ?? 0;
  if (count === 0) return [words.t('run.without', { layer })];
  return [words.t(count > (before.get(kind) ?? 0) ? 'run.moreOf' : 'run.fewerOf', { layer })];
}

function kindsOf(layers: readonly LayerConfig[], counts = new Map<LayerConfig['type'], number>()): typeof counts {
  for (const layer of layers) {
    counts.set(layer.type, (counts.get(layer.type) ?? 0) + 1);
    if (layer.type === 'residual') kindsOf(layer.layers, counts);
  }
  return counts;
}
