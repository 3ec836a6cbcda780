import { expect, it } from 'vitest';
import type { LayerConfig } from '../../protocol.js';
import { kept, layersOf, move, type Nodes, nextPlace, nodeAt, nodeOf, placeOf, renewed } from './layer-nodes.js';
import { refusalOf } from './refusal.js';

let last = 0;
const nextKey = () => ++last;
const layers: LayerConfig[] = [
  { type: 'relu' },
  { type: 'residual', layers: [{ type: 'tanh' }, { type: 'gelu' }] },
  { type: 'flatten' },
];
const nodes: Nodes = layers.map((layer) => nodeOf(layer, nextKey));
const keyAt = (...path: number[]): number => nodeAt(nodes, path)?.key ?? Number.NaN;

it('makes nodes of layers, and layers of nodes', () => {
  expect(layersOf(nodes)).toEqual(layers);
  expect(placeOf(nodes, keyAt(1, 1))).toEqual({ block: keyAt(1), index: 1 });
  expect(nodeAt(nodes, [1, 5])).toBeNull();
});

it('walks a layer down through a block and out of it, and up the same way', () => {
  const key = keyAt(0);
  const down: unknown[] = [];
  let at = nodes;
  for (let place = nextPlace(at, key, 'down'); place; place = nextPlace(at, key, 'down')) {
    at = move(at, key, place);
    down.push(place);
  }
  const block = keyAt(1);
  expect(down).toEqual([
    { block, index: 0 },
    { block, index: 1 },
    { block, index: 2 },
    { block: null, index: 1 },
    { block: null, index: 2 },
  ]);
  for (let place = nextPlace(at, key, 'up'); place; place = nextPlace(at, key, 'up')) at = move(at, key, place);
  expect(layersOf(at)).toEqual(layers);
});

it('moves a block past another one', () => {
  const two = [...nodes, nodeOf({ type: 'residual', layers: [{ type: 'relu' }] }, nextKey)];
  const key = two[3]?.key ?? 0;
  expect(nextPlace(two, key, 'up')).toEqual({ block: null, index: 2 });
  expect(nextPlace(move(two, key, { block: null, index: 2 }), key, 'up')).toEqual({ block: null, index: 1 });
});

it('keeps the keys of layers whose numbers have changed', () => {
  const next = renewed(nodes, [{ type: 'relu' }, { type: 'dense', units: 1 }], nextKey);
  expect(next[0]?.key).toBe(keyAt(0));
  expect(next[1]?.key).not.toBe(keyAt(1));
});

it('tells what was left as it was, also behind what was put in', () => {
  const [first, second, third] = nodes;
  if (!first || !second || !third) throw new Error('three layers are needed');
  const grown = [first, nodeOf({ type: 'silu' }, nextKey), second, third];
  expect([...kept(grown, layers)]).toEqual([first.key, second.key, third.key]);
  expect([...kept([third, first], layers)]).toHaveLength(1);
});

it('finds the layer that a refusal is about, also within blocks', () => {
  expect(refusalOf({ path: 'layers[2]', input: [8, 26, 26], problem: { kind: 'featuresNeeded' } })).toEqual({
    path: [2],
    input: [8, 26, 26],
  });
  expect(refusalOf({ path: 'layers[1].layers[0].kernel', input: [1, 28, 28] })).toEqual({
    path: [1, 0],
    input: [1, 28, 28],
  });
  expect(refusalOf({ path: 'layers', problem: { kind: 'outOfRange' } }).path).toEqual([]);
  expect(refusalOf(undefined)).toEqual({ path: [], input: [] });
});
