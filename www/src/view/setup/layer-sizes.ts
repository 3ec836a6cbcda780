/** Which size goes with which layer of a list as it is edited: the core tells them by position, rows are known by keys. */
import type { Summary } from '../../protocol.js';
import type { Nodes } from './layer-nodes.js';

export type LayerSize = Summary['layers'][number];

/** By key, those within blocks too; `rows` are what `nodes` come to. */
export function sizesOf(nodes: Nodes, rows: readonly LayerSize[]): ReadonlyMap<number, LayerSize> {
  const own = nodes.flatMap((node, index): [number, LayerSize][] => {
    const row = rows[index];
    return row ? [[node.key, row], ...sizesOf(node.within ?? [], row.layers)] : [];
  });
  return new Map(own);
}

/** The keys of all layers that an image passes before it reaches the one at `path`. */
export function keysBefore(nodes: Nodes, [index = 0, ...rest]: readonly number[]): ReadonlySet<number> {
  const passed = nodes.slice(0, index).flatMap(({ key, within }) => [key, ...keysOf(within ?? [])]);
  const block = nodes[index]?.within;
  return new Set(block && rest.length > 0 ? [...passed, ...keysBefore(block, rest)] : passed);
}

function keysOf(nodes: Nodes): number[] {
  return nodes.flatMap(({ key, within }) => [key, ...keysOf(within ?? [])]);
}
