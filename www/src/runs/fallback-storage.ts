/**
 * A place that never refuses: what the browser has no room for, or cannot keep at all, is held in memory until there is
 * room. Owns when that is tried again, and says how runs are kept.
 */
import type { KeptRun } from '../state/run/kept-run.js';
import type { StorageStatus } from '../state/slices/runs.js';
import type { CurvesRecord } from './curves-record.js';
import { type Entry, MemoryStorage, type Raw, type RunStorage, type StoredDrawing } from './run-storage.js';

export class FallbackStorage implements RunStorage {
  readonly #disk: Promise<RunStorage | null>;
  readonly #held = new MemoryStorage();
  readonly #onStatus: (status: StorageStatus) => void;
  /** Drawings that are not on disk, by keys below 0, which the disk never gives. */
  readonly #drawings = new Map<number, StoredDrawing>();
  #lastKey = 0;

  /** Without a disk, everything is held. */
  constructor(disk: Promise<RunStorage | null>, onStatus: (status: StorageStatus) => void) {
    this.#disk = disk;
    this.#onStatus = onStatus;
  }

  async runs(): ReturnType<RunStorage['runs']> {
    const found = (await (await this.#disk)?.runs()) ?? { runs: [], damaged: [] };
    const held = new Map<string, KeptRun>(this.#held.entries.map(({ run }) => [run.id, run]));
    const others = found.runs.filter(({ id }) => !held.has(id));
    return { runs: [...others, ...held.values()], damaged: found.damaged };
  }

  async curves(id: string): Promise<CurvesRecord | null> {
    return this.#held.entry(id)?.curves ?? (await (await this.#disk)?.curves(id)) ?? null;
  }

  async checkpoint(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const held = this.#held.entry(id)?.checkpoint;
    return held !== undefined ? held : ((await (await this.#disk)?.checkpoint(id)) ?? null);
  }

  async raw(id: string): Promise<Raw> {
    return (await (await this.#disk)?.raw(id)) ?? this.#held.raw(id);
  }

  /** Never rejects. */
  async put(entry: Entry): Promise<void> {
    await this.#held.put(entry);
    await this.#settle(entry.run.id);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#held.remove(ids);
    await (await this.#disk)?.remove(ids);
    await this.#settleAll();
  }

  async removeCheckpoint(id: string): Promise<void> {
    await this.#held.removeCheckpoint(id);
    await (await this.#disk)?.removeCheckpoint(id);
    await this.#settleAll();
  }

  async drawings(): Promise<ReadonlyMap<number, StoredDrawing>> {
    const found = (await (await this.#disk)?.drawings()) ?? new Map<number, StoredDrawing>();
    return new Map([...found, ...this.#drawings]);
  }

  async damagedDrawings(): Promise<ReadonlyMap<number, unknown>> {
    return (await (await this.#disk)?.damagedDrawings()) ?? new Map<number, unknown>();
  }

  async putDrawing(drawing: StoredDrawing, key: number | null): Promise<number> {
    const isHeld = key !== null && key < 0;
    const disk = await this.#disk;
    if (disk) {
      try {
        const place = await disk.putDrawing(drawing, isHeld ? null : key);
        if (isHeld) this.#drawings.delete(key);
        return place;
      } catch (thrown) {
        this.#onStatus(statusAfter(thrown));
      }
    }
    this.#lastKey -= 1;
    const place = isHeld ? key : this.#lastKey;
    this.#drawings.set(place, drawing);
    return place;
  }

  async removeDrawing(key: number): Promise<void> {
    if (key < 0) this.#drawings.delete(key);
    else await (await this.#disk)?.removeDrawing(key);
  }

  async #settleAll(): Promise<void> {
    for (const { run } of this.#held.entries) {
      if (!(await this.#settle(run.id))) return;
    }
  }

  /** Moves what is held of a run to the disk. */
  async #settle(id: string): Promise<boolean> {
    const entry = this.#held.entry(id);
    if (!entry) return true;
    const disk = await this.#disk;
    if (!disk) {
      this.#onStatus('unavailable');
      return false;
    }
    try {
      await disk.put(entry);
    } catch (thrown) {
      this.#onStatus(statusAfter(thrown));
      return false;
    }
    // Meanwhile there may be something newer, which is written next.
    if (this.#held.entry(id) === entry) await this.#held.remove([id]);
    if (this.#held.entries.length === 0) this.#onStatus('kept');
    return true;
  }
}

function statusAfter(thrown: unknown): StorageStatus {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError' ? 'full' : 'unavailable';
}
