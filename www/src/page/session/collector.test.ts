import { beforeEach, describe, expect, it } from 'vitest';
import { KilnError } from '../../kiln-error.js';
import { initialState } from '../../state/state.js';
import { FakePlayground, fakeInfo } from '../fake-playground.js';
import { Store } from '../store.js';
import { Collector, REPEATS } from './collector.js';

describe('Collector', () => {
  let playground: FakePlayground;
  let store: Store;
  let loads: (readonly File[])[];
  let collector: Collector;

  beforeEach(() => {
    playground = new FakePlayground();
    store = new Store(initialState, { nextFrame: () => undefined, after: () => undefined });
    loads = [];
    collector = new Collector(
      store,
      () => playground,
      async ({ choice, source }, drawings, files) => {
        loads.push(files);
        store.dispatch({ type: 'dataLoaded', choice, source, info: { ...fakeInfo }, drawings });
      },
    );
    store.dispatch({ type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info: fakeInfo });
  });

  const draw = () => store.dispatch({ type: 'drawn', isEmpty: false });
  const keep = (label: number, side = 28) => {
    draw();
    const pixels = new Uint8Array(side * side);
    store.dispatch({ type: 'drawingKept', drawing: { label, pixels, width: side, height: side } });
  };

  it('loads the images at hand with each drawing many times over', async () => {
    keep(4);
    keep(7);
    await collector.join();
    const sizes = loads[0]?.map((file) => file.size);
    const train = fakeInfo.numTrain + 2 * REPEATS;
    expect(sizes).toEqual([16 + 784 * train, 8 + train, 16 + 784 * fakeInfo.numTest, 8 + fakeInfo.numTest]);
    expect(store.state.collection.drawings.map((drawing) => drawing.isUsed)).toEqual([true, true]);
  });

  it('adds a drawing once, and again to other images', async () => {
    keep(4);
    await collector.join();
    await collector.join();
    expect(loads).toHaveLength(1);
    keep(5);
    await collector.join();
    expect(loads[1]?.[1]?.size).toBe(8 + fakeInfo.numTrain + REPEATS);
    expect(store.state.collection.drawings.every((drawing) => drawing.isUsed)).toBe(true);
    store.dispatch({ type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info: fakeInfo });
    expect(store.state.collection.drawings.some((drawing) => drawing.isUsed)).toBe(false);
  });

  it('leaves out drawings of another size', async () => {
    keep(4, 32);
    await collector.join();
    expect(loads).toEqual([]);
  });

  it('changes its mind about a drawing instead of keeping it twice', () => {
    keep(4);
    store.dispatch({
      type: 'drawingKept',
      drawing: { label: 9, pixels: new Uint8Array(784), width: 28, height: 28 },
    });
    expect(store.state.collection.drawings.map((drawing) => drawing.label)).toEqual([9]);
    keep(4);
    expect(store.state.collection.drawings).toHaveLength(2);
    store.dispatch({ type: 'drawingRemoved', id: 1 });
    expect(store.state.collection.drawings.map((drawing) => drawing.label)).toEqual([4]);
  });

  it('says why it failed, and keeps the drawings', async () => {
    keep(4);
    playground.failures.set('images', new KilnError('readback', 'the device failed'));
    await collector.join();
    expect(store.state.collection).toMatchObject({ isJoining: false, drawings: [{ isUsed: false }] });
    expect(store.state.notices).toHaveLength(1);
  });
});
