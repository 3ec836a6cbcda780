import { describe, expect, it } from 'vitest';
import type { LayerConfig } from '../../protocol.js';
import { type Nodes, nodeAt, nodeOf, remove, update } from './layer-nodes.js';
import { keysBefore, type LayerSize, sizesOf } from './layer-sizes.js';

/** Keys 1 to 5: the block is 2, with 3 and 4 within. */
const nodes: Nodes = (() => {
  let key = 0;
  const layers: LayerConfig[] = [
    { type: 'relu' },
    { type: 'residual', layers: [{ type: 'relu' }, { type: 'tanh' }] },
    { type: 'dense', units: 10 },
  ];
  return layers.map((layer) => nodeOf(layer, () => ++key));
})();

const size = (numParams: number, layers: LayerSize[] = []): LayerSize => ({
  output: [1],
  numParams,
  multiplyAdds: 0,
  layers,
});

describe('sizesOf', () => {
  it('finds those within blocks, too', () => {
    const sizes = sizesOf(nodes, [size(1), size(2, [size(3), size(4)]), size(5)]);
    expect([...sizes].map(([key, { numParams }]) => [key, numParams])).toEqual(
      [1, 2, 3, 4, 5].map((key) => [key, key]),
    );
  });

  it('knows only what there are rows for', () => {
    expect([...sizesOf(nodes, [size(1), size(2)]).keys()]).toEqual([1, 2]);
    expect(sizesOf([], [size(1)]).size).toBe(0);
  });
});

describe('keysBefore', () => {
  const before = (path: readonly number[], edited = nodes) => [
    ...keysBefore(edited, path.length > 0 ? nodeAt(edited, path) : null, nodes),
  ];

  it('are of the layers that come first, blocks with all that is within', () => {
    expect(before([0])).toEqual([]);
    expect(before([2])).toEqual([1, 3, 4, 2]);
  });

  it('go into the block of a layer within, whose own size is not known yet', () => {
    expect(before([1, 0])).toEqual([1]);
    expect(before([1, 1])).toEqual([1, 3]);
    expect(before([1])).toEqual([1, 3, 4]);
  });

  it('end at a layer that was changed since the sizes were told', () => {
    const edited = update(nodes, 3, (node) => ({ ...node, layer: { type: 'dense', units: 3 } }));
    expect(before([2], edited)).toEqual([1]);
    expect(before([0], edited)).toEqual([]);
    expect(before([2], remove(nodes, 4))).toEqual([1, 3]);
  });

  it('are none where no single layer is at fault', () => {
    expect(before([])).toEqual([]);
  });
});
