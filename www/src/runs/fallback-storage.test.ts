import { beforeEach, describe, expect, it } from 'vitest';
import { fakeKeptRun, fakeRunState } from '../state/run/fake-kept-run.js';
import { curvesOf } from '../state/run/kept-run.js';
import type { Keeping } from '../state/slices/runs.js';
import { recordOf } from './curves-record.js';
import { fakeCheckpoint } from './fake-checkpoint.js';
import { RoomyShelf } from './fallback-storage.js';
import { type Entry, MemoryShelf, type StoredDrawing } from './run-storage.js';

/** A disk with room for so many runs. */
class SmallDisk extends MemoryShelf {
  room = Number.POSITIVE_INFINITY;
  problem = 'QuotaExceededError';

  override async put(entry: Entry): Promise<void> {
    const isNew = this.entry(entry.run.id) === undefined;
    if (this.entries.length + (isNew ? 1 : 0) > this.room) throw new DOMException('no room', this.problem);
    await super.put(entry);
  }

  override async putDrawing(drawing: StoredDrawing, key: number | null): Promise<number> {
    if (this.room === 0) throw new DOMException('no room', this.problem);
    return super.putDrawing(drawing, key);
  }
}

const curves = recordOf(curvesOf(fakeRunState(25)), 25);
const entry = (id: string): Entry => ({ run: fakeKeptRun(id), curves, checkpoint: fakeCheckpoint(25) });

describe('RoomyShelf', () => {
  let disk: SmallDisk;
  let keeping: Keeping[];
  let shelf: RoomyShelf;
  const ids = async () => (await shelf.runs()).runs.map(({ id }) => id).sort();

  beforeEach(() => {
    disk = new SmallDisk();
    keeping = [];
    shelf = new RoomyShelf(Promise.resolve(disk), (now) => keeping.push(now));
  });

  it('keeps on disk while there is room', async () => {
    await shelf.put(entry('a'));
    expect(disk.entry('a')?.checkpoint?.length).toBeGreaterThan(0);
    expect(keeping).toEqual(['kept']);
  });

  it('holds what there is no room for, and writes it as soon as there is', async () => {
    disk.room = 1;
    await shelf.put(entry('a'));
    await shelf.put(entry('b'));
    expect(keeping).toEqual(['kept', 'full']);
    expect(await ids()).toEqual(['a', 'b']);
    expect(await shelf.curves('b')).toBe(curves);
    expect(await shelf.checkpoint('b')).toHaveLength(fakeCheckpoint(25).length);
    await shelf.remove(['a']);
    expect(keeping.at(-1)).toBe('kept');
    expect(disk.entry('b')?.curves).toBe(curves);
    expect(await ids()).toEqual(['b']);
  });

  it('holds the newest of a run, and adds to it what was held before', async () => {
    disk.room = 0;
    await shelf.put(entry('a'));
    await shelf.put({ run: fakeKeptRun('a', { name: 'Mine' }) });
    expect((await shelf.runs()).runs).toMatchObject([{ id: 'a', name: 'Mine' }]);
    disk.room = 1;
    await shelf.remove([]);
    expect(disk.entry('a')).toMatchObject({ run: { name: 'Mine' }, curves });
  });

  it('writes again what could not be written, with the next thing that is', async () => {
    disk.room = 0;
    await shelf.put(entry('a'));
    disk.room = 2;
    await shelf.put(entry('a'));
    expect(keeping).toEqual(['full', 'kept']);
  });

  it('forgets weights, on disk and in memory', async () => {
    await shelf.put(entry('a'));
    disk.room = 1;
    await shelf.put(entry('b'));
    await shelf.removeCheckpoint('a');
    await shelf.removeCheckpoint('b');
    expect(await shelf.checkpoint('a')).toBeNull();
    expect(await shelf.checkpoint('b')).toBeNull();
    expect(await shelf.curves('b')).toBe(curves);
  });

  it('holds everything where nothing is kept', async () => {
    shelf = new RoomyShelf(Promise.resolve(null), (now) => keeping.push(now));
    await shelf.put(entry('a'));
    expect(keeping).toEqual(['unavailable']);
    expect(await ids()).toEqual(['a']);
    await shelf.remove(['a']);
    expect(await ids()).toEqual([]);
  });

  it('a disk that fails otherwise is one that keeps nothing', async () => {
    disk.room = 0;
    disk.problem = 'UnknownError';
    await shelf.put(entry('a'));
    expect(keeping).toEqual(['unavailable']);
    expect(await ids()).toEqual(['a']);
  });

  it('holds drawings, too, under keys of its own', async () => {
    const drawing = { label: 3, pixels: new Uint8Array(4), width: 2, height: 2 };
    disk.room = 0;
    const held = await shelf.putDrawing(drawing, null);
    expect(held).toBeLessThan(0);
    expect(await shelf.putDrawing({ ...drawing, label: 4 }, held)).toBe(held);
    expect([...(await shelf.drawings()).values()]).toMatchObject([{ label: 4 }]);
    disk.room = 1;
    const kept = await shelf.putDrawing(drawing, held);
    expect(kept).toBeGreaterThan(0);
    expect((await shelf.drawings()).size).toBe(1);
    await shelf.removeDrawing(kept);
    expect((await shelf.drawings()).size).toBe(0);
  });
});
