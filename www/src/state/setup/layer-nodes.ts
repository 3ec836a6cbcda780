/**
 * A list of layers as it is edited: each has a key of its own, which stays while it is moved about, and a block holds
 * such a list itself. Pure: what is done gives another list.
 */
import type { LayerConfig } from '../../protocol.js';
import { commonPairs } from './common.js';

export interface LayerNode {
  readonly key: number;
  /** Of a block, `within` counts and not what is written here. */
  readonly layer: LayerConfig;
  /** Null where the kind holds no layers. */
  readonly within: readonly LayerNode[] | null;
}

export type Nodes = readonly LayerNode[];

/** Where a layer can go: in front of the one at `index` of the list of block `block`, or of the network's where null. */
export interface Place {
  readonly block: number | null;
  readonly index: number;
}

export function nodeOf(layer: LayerConfig, nextKey: () => number): LayerNode {
  const key = nextKey();
  return { key, layer, within: layer.type === 'residual' ? layer.layers.map((one) => nodeOf(one, nextKey)) : null };
}

export function layersOf(nodes: Nodes): LayerConfig[] {
  return nodes.map(({ layer, within }) =>
    layer.type === 'residual' ? { ...layer, layers: layersOf(within ?? []) } : layer,
  );
}

/** With the keys of `nodes` wherever `layers` are of the same kinds; new ones otherwise. */
export function renewed(nodes: Nodes, layers: readonly LayerConfig[], nextKey: () => number): Nodes {
  return layers.map((layer, index) => {
    const before = nodes[index];
    if (before?.layer.type !== layer.type) return nodeOf(layer, nextKey);
    const within = layer.type === 'residual' ? renewed(before.within ?? [], layer.layers, nextKey) : null;
    return { key: before.key, layer, within };
  });
}

export function find(nodes: Nodes, key: number): LayerNode | null {
  for (const node of nodes) {
    const found = node.key === key ? node : node.within && find(node.within, key);
    if (found) return found;
  }
  return null;
}

export function placeOf(nodes: Nodes, key: number, block: number | null = null): Place | null {
  const index = nodes.findIndex((node) => node.key === key);
  if (index >= 0) return { block, index };
  for (const node of nodes) {
    const place = node.within && placeOf(node.within, key, node.key);
    if (place) return place;
  }
  return null;
}

/** The list of a block, or the network's. */
export function listOf(nodes: Nodes, block: number | null): Nodes {
  return block === null ? nodes : (find(nodes, block)?.within ?? []);
}

export function update(nodes: Nodes, key: number, change: (node: LayerNode) => LayerNode): Nodes {
  return nodes.map((node) => {
    if (node.key === key) return change(node);
    return node.within ? { ...node, within: update(node.within, key, change) } : node;
  });
}

export function remove(nodes: Nodes, key: number): Nodes {
  return nodes
    .filter((node) => node.key !== key)
    .map((node) => (node.within ? { ...node, within: remove(node.within, key) } : node));
}

export function insert(nodes: Nodes, node: LayerNode, { block, index }: Place): Nodes {
  if (block === null) return nodes.toSpliced(index, 0, node);
  return update(nodes, block, (one) => ({ ...one, within: (one.within ?? []).toSpliced(index, 0, node) }));
}

/** `place` is meant without the layer that moves. The same list where a block would go into itself. */
export function move(nodes: Nodes, key: number, place: Place): Nodes {
  const node = find(nodes, key);
  if (!node || (place.block !== null && find([node], place.block))) return nodes;
  return insert(remove(nodes, key), node, place);
}

/** The next place up or down, through blocks on the way; blocks themselves go past one another. Null at the end. */
export function nextPlace(nodes: Nodes, key: number, direction: 'up' | 'down'): Place | null {
  const place = placeOf(nodes, key);
  if (!place) return null;
  const { block, index } = place;
  const list = listOf(nodes, block);
  const neighbour = list[direction === 'up' ? index - 1 : index + 1];
  if (neighbour) {
    if (!neighbour.within || list[index]?.within) return { block, index: direction === 'up' ? index - 1 : index + 1 };
    return { block: neighbour.key, index: direction === 'up' ? neighbour.within.length : 0 };
  }
  const outer = block === null ? null : placeOf(nodes, block);
  return outer && { block: outer.block, index: direction === 'up' ? outer.index : outer.index + 1 };
}

/** The layer at a path of positions, each within the one before. */
export function nodeAt(nodes: Nodes, [index, ...rest]: readonly number[]): LayerNode | null {
  const node = index === undefined ? undefined : nodes[index];
  if (!node || rest.length === 0) return node ?? null;
  return nodeAt(node.within ?? [], rest);
}

/** The keys of layers that are in `layers` too, in the same order: the longest such row of them. */
export function kept(nodes: Nodes, layers: readonly LayerConfig[]): ReadonlySet<number> {
  const these = layersOf(nodes).map((layer) => JSON.stringify(layer));
  const those = layers.map((layer) => JSON.stringify(layer));
  return new Set(commonPairs(these, those).flatMap(([index]) => nodes[index]?.key ?? []));
}
