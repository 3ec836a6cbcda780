/**
 * Two networks beside each other, layer by layer: what the second has of the first, what it has otherwise, and what only
 * one of them has. Blocks are unfolded, their layers a level deeper. Knows no words.
 */
import type { LayerConfig } from '../../protocol.js';
import { commonPairs } from './common.js';

/** A layer in a list without blocks. */
export interface FlatLayer {
  readonly layer: LayerConfig;
  /** How many blocks it is within. */
  readonly depth: number;
}

export type LayerChange =
  | ({ readonly kind: 'same' } & FlatLayer)
  | ({ readonly kind: 'added' | 'removed' } & FlatLayer)
  /** The same kind at the same place, with other numbers. */
  | ({ readonly kind: 'changed'; readonly before: LayerConfig } & FlatLayer);

export function flat(layers: readonly LayerConfig[], depth = 0): readonly FlatLayer[] {
  return layers.flatMap((layer) => [
    { layer, depth },
    ...(layer.type === 'residual' ? flat(layer.layers, depth + 1) : []),
  ]);
}

/** What turns `before` into `after`, in the order of the layers. */
export function layerDiff(before: readonly LayerConfig[], after: readonly LayerConfig[]): readonly LayerChange[] {
  const [these, those] = [flat(before), flat(after)];
  const changes: LayerChange[] = [];
  let [i, j] = [0, 0];
  for (const [one, other] of commonPairs(these.map(keyOf), those.map(keyOf))) {
    changes.push(...paired(these.slice(i, one), those.slice(j, other)));
    changes.push(...those.slice(other, other + 1).map((layer) => ({ kind: 'same', ...layer }) as const));
    [i, j] = [one + 1, other + 1];
  }
  changes.push(...paired(these.slice(i), those.slice(j)));
  return changes;
}

/** Between two layers that stayed: what went and what came, and of the same kind in the same order, what was changed. */
function paired(removed: readonly FlatLayer[], added: readonly FlatLayer[]): LayerChange[] {
  const changes: LayerChange[] = [];
  let next = 0;
  for (const { layer, depth } of removed) {
    const partner = added.findIndex(
      (one, index) =>
        index >= next && one.layer.type === layer.type && one.depth === depth && layer.type !== 'residual',
    );
    const found = added[partner];
    if (!found) {
      changes.push({ kind: 'removed', layer, depth });
      continue;
    }
    for (const one of added.slice(next, partner)) changes.push({ kind: 'added', ...one });
    changes.push({ kind: 'changed', before: layer, ...found });
    next = partner + 1;
  }
  for (const one of added.slice(next)) changes.push({ kind: 'added', ...one });
  return changes;
}

/** What is within a block is compared by itself. */
function keyOf({ layer, depth }: FlatLayer): string {
  return `${depth} ${layer.type === 'residual' ? 'residual' : JSON.stringify(layer)}`;
}
