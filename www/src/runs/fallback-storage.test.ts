import { beforeEach, describe, expect, it } from 'vitest';
import { fakeKeptRun, fakeRunState } from '../state/run/fake-kept-run.js';
import { curvesOf } from '../state/run/kept-run.js';
import type { StorageStatus } from '../state/slices/runs.js';
import { recordOf } from './curves-record.js';
import { fakeCheckpoint } from './fake-checkpoint.js';
import { FallbackStorage } from './fallback-storage.js';
import { type Entry, MemoryStorage, type StoredDrawing } from './run-storage.js';

/** A disk with room for so many runs. */
class SmallDisk extends MemoryStorage {
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

describe('FallbackStorage', () => {
  let disk: SmallDisk;
  let status: StorageStatus[];
  let storage: FallbackStorage;
  const ids = async () => (await storage.runs()).runs.map(({ id }) => id).sort();

  beforeEach(() => {
    disk = new SmallDisk();
    status = [];
    storage = new FallbackStorage(Promise.resolve(disk), (now) => status.push(now));
  });

  it('keeps on disk while there is room', async () => {
    await storage.put(entry('a'));
    expect(disk.entry('a')?.checkpoint?.length).toBeGreaterThan(0);
    expect(status).toEqual(['kept']);
  });

  it('holds what there is no room for, and writes it as soon as there is', async () => {
    disk.room = 1;
    await storage.put(entry('a'));
    await storage.put(entry('b'));
    expect(status).toEqual(['kept', 'full']);
    expect(await ids()).toEqual(['a', 'b']);
    expect(await storage.curves('b')).toBe(curves);
    expect(await storage.checkpoint('b')).toHaveLength(fakeCheckpoint(25).length);
    await storage.remove(['a']);
    expect(status.at(-1)).toBe('kept');
    expect(disk.entry('b')?.curves).toBe(curves);
    expect(await ids()).toEqual(['b']);
  });

  it('holds the newest of a run, and adds to it what was held before', async () => {
    disk.room = 0;
    await storage.put(entry('a'));
    await storage.put({ run: fakeKeptRun('a', { name: 'Mine' }) });
    expect((await storage.runs()).runs).toMatchObject([{ id: 'a', name: 'Mine' }]);
    disk.room = 1;
    await storage.remove([]);
    expect(disk.entry('a')).toMatchObject({ run: { name: 'Mine' }, curves });
  });

  it('writes again what could not be written, with the next thing that is', async () => {
    disk.room = 0;
    await storage.put(entry('a'));
    disk.room = 2;
    await storage.put(entry('a'));
    expect(status).toEqual(['full', 'kept']);
  });

  it('forgets weights, on disk and in memory', async () => {
    await storage.put(entry('a'));
    disk.room = 1;
    await storage.put(entry('b'));
    await storage.removeCheckpoint('a');
    await storage.removeCheckpoint('b');
    expect(await storage.checkpoint('a')).toBeNull();
    expect(await storage.checkpoint('b')).toBeNull();
    expect(await storage.curves('b')).toBe(curves);
  });

  it('holds everything where nothing is kept', async () => {
    storage = new FallbackStorage(Promise.resolve(null), (now) => status.push(now));
    await storage.put(entry('a'));
    expect(status).toEqual(['unavailable']);
    expect(await ids()).toEqual(['a']);
    await storage.remove(['a']);
    expect(await ids()).toEqual([]);
  });

  it('a disk that fails otherwise is one that keeps nothing', async () => {
    disk.room = 0;
    disk.problem = 'UnknownError';
    await storage.put(entry('a'));
    expect(status).toEqual(['unavailable']);
    expect(await ids()).toEqual(['a']);
  });

  it('holds drawings, too, under keys of its own', async () => {
    const drawing = { label: 3, pixels: new Uint8Array(4), width: 2, height: 2 };
    disk.room = 0;
    const held = await storage.putDrawing(drawing, null);
    expect(held).toBeLessThan(0);
    expect(await storage.putDrawing({ ...drawing, label: 4 }, held)).toBe(held);
    expect([...(await storage.drawings()).values()]).toMatchObject([{ label: 4 }]);
    disk.room = 1;
    const kept = await storage.putDrawing(drawing, held);
    expect(kept).toBeGreaterThan(0);
    expect((await storage.drawings()).size).toBe(1);
    await storage.removeDrawing(kept);
    expect((await storage.drawings()).size).toBe(0);
  });
});
