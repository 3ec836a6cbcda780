import { describe, expect, it } from 'vitest';
import { reduce } from '../reduce.js';
import { fakeRunState } from '../run/fake-kept-run.js';
import { isAtHand, type KeptData, keptData, withoutDrawings } from '../run/kept-run.js';
import { initialState, type PageEvent, type State } from '../state.js';
import { isSettled } from './data.js';

const info = {
  numTrain: 1_000,
  numTest: 200,
  height: 28,
  width: 28,
  numClasses: 10,
  classNames: [...'0123456789'],
  trainCounts: [],
  testCounts: [],
  imbalance: 1,
  fingerprint: 7,
};
const drawing = { label: 3, repeats: 20, pixels: 'AA==' };
const loaded: PageEvent = { type: 'dataLoaded', choice: 'synthetic', source: 'synthetic', info };
const after = (...events: PageEvent[]): State => events.reduce(reduce, initialState);
const failed: PageEvent = { type: 'dataFailed', choice: 'mnist', failure: { code: 'offline', message: '' } };

describe('what is chosen', () => {
  it('is at hand only where nothing else was asked for since', () => {
    expect(isSettled(after().data)).toBe(false);
    expect(isSettled(after(loaded).data)).toBe(true);
    expect(isSettled(after(loaded, { type: 'dataChosen', choice: 'files' }).data)).toBe(false);
    const loading: PageEvent = { type: 'dataLoading', choice: 'mnist', bytes: null };
    expect(isSettled(after(loaded, loading).data)).toBe(false);
    expect(isSettled(after(loaded, loading, failed).data)).toBe(false);
    // The same choice again, which failed: what is there are others.
    const again: PageEvent = { type: 'dataFailed', choice: 'synthetic', failure: { code: 'memory', message: '' } };
    expect(isSettled(after(loaded, again).data)).toBe(false);
  });

  it('is what is at hand again, where one stays with it', () => {
    const { data } = after(loaded, { type: 'dataLoading', choice: 'mnist', bytes: null }, failed, { type: 'dataKept' });
    expect(data).toMatchObject({ choice: 'synthetic', failure: null });
    expect(isSettled(data)).toBe(true);
  });

  it('leaves nothing of a run on other images', () => {
    const state = reduce(
      { ...after(loaded), run: fakeRunState(25), runs: { ...initialState.runs, current: 'a' } },
      loaded,
    );
    expect(state.run).toMatchObject({ info: null, step: 0, tests: [] });
    expect(state.runs.current).toBeNull();
  });

  it('marks the drawings that are among the images, and no others', () => {
    const keep = (label: number): PageEvent[] => [
      { type: 'drawn', isEmpty: false },
      { type: 'drawingKept', drawing: { label, pixels: new Uint8Array(1), width: 1, height: 1 } },
    ];
    const { collection } = after(...keep(3), ...keep(4), { ...loaded, drawings: [drawing] });
    expect(collection.drawings.map(({ label, isUsed }) => [label, isUsed])).toEqual([
      [3, true],
      [4, false],
    ]);
  });
});

describe('what a run learnt from', () => {
  const described = (event: PageEvent): KeptData => {
    const found = after(event).data.loaded;
    if (!found) throw new Error('expected data');
    return keptData(found, 1);
  };

  it('is recognised by its images, and by the drawings among them', () => {
    const plain = described(loaded);
    expect(plain).toMatchObject({ choice: 'synthetic', seed: 1, fingerprint: 7 });
    expect(isAtHand(plain, after(loaded).data)).toBe(true);
    const other: PageEvent = { ...loaded, info: { ...info, fingerprint: 8 } };
    expect(isAtHand(plain, after(other).data)).toBe(false);
    const joined: PageEvent = { ...loaded, drawings: [drawing] };
    expect(isAtHand(plain, after(joined).data)).toBe(false);
    expect(isAtHand(described(joined), after(joined).data)).toBe(true);
    expect(isAtHand(described(joined), after(loaded).data)).toBe(false);
    // Of a run from before fingerprints were kept.
    const { fingerprint: _, ...older } = plain;
    expect(isAtHand(older, after(other).data)).toBe(true);
  });

  it('began as images without drawings', () => {
    const joined: PageEvent = { ...loaded, info: { ...info, numTrain: 1_040 }, drawings: [drawing, drawing] };
    const base = withoutDrawings(described(joined));
    expect(base).toMatchObject({ numTrain: 1_000 });
    expect(isAtHand(base, after(loaded).data)).toBe(true);
    expect(withoutDrawings(described(loaded))).toEqual(described(loaded));
  });
});
