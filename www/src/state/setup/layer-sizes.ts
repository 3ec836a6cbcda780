/** Which size goes with which layer of a list as it is edited: the core tells them by position, rows are known by keys. */
import type { Summary } from '../../protocol.js';
import type { LayerNode, Nodes } from './layer-nodes.js';

export type LayerSize = Summary['layers'][number];

/** By key, those within blocks too; `rows` are what `nodes` come to. */
export function sizesOf(nodes: Nodes, rows: readonly LayerSize[]): ReadonlyMap<number, LayerSize> {
  const own = nodes.flatMap((node, index): [number, LayerSize][] => {
    const row = rows[index];
    return row ? [[node.key, row], ...sizesOf(node.within ?? [], row.layers)] : [];
  });
  return new Map(own);
}

/**
 * The keys of the layers whose sizes are still right where one is refused: of those that an image passes before it, as
 * long as they are as they were when the sizes were told.
 */
export function keysBefore(nodes: Nodes, refused: LayerNode | null, summarized: Nodes): ReadonlySet<number> {
  const [these, those] = [inOrder(nodes), inOrder(summarized)];
  const refusedAt = refused ? these.indexOf(refused) : 0;
  const changedAt = these.findIndex(({ key, layer }, at) => key !== those[at]?.key || layer !== those[at]?.layer);
  const known = these.slice(0, changedAt < 0 ? refusedAt : Math.min(refusedAt, changedAt));
  return new Set(known.map(({ key }) => key));
}

/** A block comes after what is within: only then is its output known. */
function inOrder(nodes: Nodes): LayerNode[] {
  return nodes.flatMap((node) => [...inOrder(node.within ?? []), node]);
}
