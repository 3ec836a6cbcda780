/**
 * A configuration being edited: its last valid values, and what is being typed where that says something else or nothing
 * that could be used. Owns every way to edit one and the checks; knows no presets and no words.
 */
import type { LayerConfig, RunConfig, Summary } from '../../protocol.js';
import type { Field } from './field.js';
import { type LayerFieldName, type LayerKind, layerKinds } from './layer-kinds.js';
import {
  find,
  insert,
  layersOf,
  listOf,
  move,
  type Nodes,
  nodeOf,
  type Place,
  placeOf,
  remove,
  renewed,
  update,
} from './layer-nodes.js';
import { maxStepBytes } from './limits.js';
import type { Range } from './number.js';
import { type RunFieldId, runFieldIds, runFields } from './run-fields.js';
import type { Conflict } from './training-fields.js';

export interface Draft {
  /** The last valid values. */
  readonly config: RunConfig;
  /** Of `config.layers`, with their keys. */
  readonly nodes: Nodes;
  /** As typed, by field, where it is not how the value is written. */
  readonly texts: Readonly<Record<string, string>>;
  /** The next layer's key. */
  readonly nextKey: number;
}

/** What is wrong with a field. */
export type Problem = { kind: 'range'; range: Range; isOptional: boolean } | { kind: Conflict };

/** By field. */
export type Problems = Readonly<Record<string, Problem>>;

export function draftOf(config: RunConfig, nextKey = 1): Draft {
  return withLayers({ config, nodes: [], texts: {}, nextKey }, config.layers);
}

export const layerFieldId = (key: number, name: LayerFieldName): string => `layer-${key}-${name}`;

export function editField(draft: Draft, id: RunFieldId, text: string): Draft {
  const { value, texts } = typed(draft, runFields[id], draft.config, id, text);
  const next = { ...draft, config: value, texts };
  return value.layers === draft.config.layers ? next : withLayers(next, value.layers);
}

export function editLayer(draft: Draft, key: number, name: LayerFieldName, text: string): Draft {
  const node = find(draft.nodes, key);
  const field = node && layerKinds[node.layer.type].fields.find((one) => one.name === name);
  if (!node || !field) return draft;
  const { value, texts } = typed(draft, field, node.layer, layerFieldId(key, name), text);
  const next = { ...draft, texts };
  return value === node.layer
    ? next
    : withNodes(
        next,
        update(draft.nodes, key, (one) => ({ ...one, layer: value })),
      );
}

/** Another kind of layer in the same place. */
export function turnLayer(draft: Draft, key: number, kind: LayerKind): Draft {
  const place = placeOf(draft.nodes, key);
  if (!place || find(draft.nodes, key)?.layer.type === kind) return draft;
  const { node, nextKey } = grown(draft, layerKinds[kind].make(), key);
  return withNodes({ ...draft, nextKey }, insert(remove(draft.nodes, key), node, place));
}

/** The new layer has the key `draft.nextKey` of before. */
export function addLayer(draft: Draft, layer: LayerConfig, place: Place): Draft {
  const { node, nextKey } = grown(draft, layer);
  return withNodes({ ...draft, nextKey }, insert(draft.nodes, node, place));
}

export function duplicateLayer(draft: Draft, key: number): Draft {
  const place = placeOf(draft.nodes, key);
  const layer = place && layersOf(listOf(draft.nodes, place.block))[place.index];
  return place && layer ? addLayer(draft, layer, { ...place, index: place.index + 1 }) : draft;
}

export function removeLayer(draft: Draft, key: number): Draft {
  return withNodes(draft, remove(draft.nodes, key));
}

export function moveLayer(draft: Draft, key: number, place: Place): Draft {
  const nodes = move(draft.nodes, key, place);
  return nodes === draft.nodes ? draft : withNodes(draft, nodes);
}

/** Texts that are another way to write the value give way to it. */
export function tidied(draft: Draft): Draft {
  const problems = problemsOf(draft, null);
  const left = Object.entries(draft.texts).filter(([id]) => problems[id]?.kind === 'range');
  return left.length === Object.keys(draft.texts).length ? draft : { ...draft, texts: Object.fromEntries(left) };
}

/** As a field's control shows it; null where the configuration has no such field. */
export function shown(draft: Draft, id: RunFieldId): string | null {
  const value = runFields[id].read(draft.config);
  return value === null ? null : (draft.texts[id] ?? value);
}

/** `summary` tells how much memory a step takes, where it is known. */
export function problemsOf({ config, nodes, texts }: Draft, summary: Summary | null): Problems {
  const problems: Record<string, Problem> = {};
  for (const id of runFieldIds) {
    const field = runFields[id];
    if (field.read(config) === null) continue;
    const conflict = field.conflict?.(config);
    if (conflict) problems[id] = { kind: conflict };
    check(field, config, id);
  }
  if (summary && summary.imageBytes * config.batchSize > maxStepBytes) problems['batchSize'] ??= { kind: 'memory' };
  checkLayers(nodes);
  return problems;

  function check<S>(field: Field<S>, subject: S, id: string): void {
    // A value that came from elsewhere is checked like one that was typed.
    const text = texts[id] ?? field.read(subject);
    if (text === null || field.control.kind !== 'number' || field.write(subject, text) !== null) return;
    const { range, isOptional } = field.control;
    problems[id] = { kind: 'range', range, isOptional };
  }

  function checkLayers(list: Nodes): void {
    for (const { key, layer, within } of list) {
      for (const field of layerKinds[layer.type].fields) check(field, layer, layerFieldId(key, field.name));
      if (within) checkLayers(within);
    }
  }
}

/** The subject with what was typed, and the text kept while it is not how the value is written. */
function typed<S>(
  draft: Draft,
  field: Field<S>,
  subject: S,
  id: string,
  text: string,
): { value: S; texts: Draft['texts'] } {
  const value = field.write(subject, text);
  const { [id]: _, ...texts } = draft.texts;
  if (value === null) return { value: subject, texts: { ...texts, [id]: text } };
  return { value, texts: field.read(value) === text ? texts : { ...texts, [id]: text } };
}

function withNodes(draft: Draft, nodes: Nodes): Draft {
  return { ...draft, nodes, config: { ...draft.config, layers: layersOf(nodes) } };
}

function withLayers(draft: Draft, layers: LayerConfig[]): Draft {
  let { nextKey } = draft;
  const nodes = renewed(draft.nodes, layers, () => nextKey++);
  const config = layers === draft.config.layers ? draft.config : { ...draft.config, layers };
  return { ...draft, nodes, nextKey, config };
}

function grown(draft: Draft, layer: LayerConfig, key?: number): { node: ReturnType<typeof nodeOf>; nextKey: number } {
  let { nextKey } = draft;
  const node = nodeOf(layer, () => nextKey++);
  return { node: key === undefined ? node : { ...node, key }, nextKey };
}
