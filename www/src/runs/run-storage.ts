/**
 * Where runs are kept: what can be asked of such a place, and the plainest one, the page's memory. Owns these words; a
 * place knows nothing of training and shows nothing.
 */
import { type KeptRun, NUM_RUN_COLORS } from '../state/run/kept-run.js';
import type { KeptDrawing } from '../state/slices/collection.js';
import type { CurvesRecord } from './curves-record.js';

/** What of a run is written at once, so that it agrees. What is left out stays as it is. */
export interface Entry {
  readonly run: KeptRun;
  readonly curves?: CurvesRecord;
  /** Null: forgotten. */
  readonly checkpoint?: Uint8Array<ArrayBuffer> | null;
}

/** What was found in the place of a run and of its curves. */
export interface Raw {
  readonly run: unknown;
  readonly curves: unknown;
}

/** A drawing without its place in the state, which begins anew with every visit. */
export type StoredDrawing = Pick<KeptDrawing, 'label' | 'pixels' | 'width' | 'height'>;

export interface RunStorage {
  /** `damaged` are the places of those that cannot be read. */
  runs(): Promise<{ readonly runs: readonly KeptRun[]; readonly damaged: readonly string[] }>;
  curves(id: string): Promise<CurvesRecord | null>;
  checkpoint(id: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** As it lies there, whatever that is: for one that cannot be read. */
  raw(id: string): Promise<Raw>;
  /** All of it or nothing. Rejects where there is no room. */
  put(entry: Entry): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** The weights alone; curves stay. */
  removeCheckpoint(id: string): Promise<void>;
  /** By the keys that they were given. */
  drawings(): Promise<ReadonlyMap<number, StoredDrawing>>;
  /** Those that cannot be read, by their keys, as they lie there, whatever that is. */
  damagedDrawings(): Promise<ReadonlyMap<number, unknown>>;
  /** Under a key that it has, or a new one; resolves with it. */
  putDrawing(drawing: StoredDrawing, key: number | null): Promise<number>;
  removeDrawing(key: number): Promise<void>;
}

export class MemoryStorage implements RunStorage {
  readonly #entries = new Map<string, Entry>();
  readonly #drawings = new Map<number, StoredDrawing>();
  #lastKey = 0;

  get entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  entry(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  async runs(): ReturnType<RunStorage['runs']> {
    return { runs: this.entries.map(({ run }) => run), damaged: [] };
  }

  async curves(id: string): Promise<CurvesRecord | null> {
    return this.#entries.get(id)?.curves ?? null;
  }

  async checkpoint(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#entries.get(id)?.checkpoint ?? null;
  }

  async raw(id: string): Promise<Raw> {
    const { run, curves } = this.#entries.get(id) ?? {};
    return { run, curves };
  }

  async put(entry: Entry): Promise<void> {
    this.#entries.set(entry.run.id, { ...this.#entries.get(entry.run.id), ...entry });
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#entries.delete(id);
  }

  async removeCheckpoint(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry) this.#entries.set(id, { ...entry, checkpoint: null });
  }

  async drawings(): Promise<ReadonlyMap<number, StoredDrawing>> {
    return new Map(this.#drawings);
  }

  async damagedDrawings(): Promise<ReadonlyMap<number, unknown>> {
    return new Map();
  }

  async putDrawing(drawing: StoredDrawing, key: number | null): Promise<number> {
    this.#lastKey += 1;
    const place = key ?? this.#lastKey;
    this.#drawings.set(place, drawing);
    return place;
  }

  async removeDrawing(key: number): Promise<void> {
    this.#drawings.delete(key);
  }
}

/** The number and the colour of a run that comes to the others: also to those that other tabs have kept meanwhile. */
export async function nextPlace(storage: RunStorage): Promise<Pick<KeptRun, 'number' | 'color'>> {
  const { runs } = await storage.runs();
  const uses = Array<number>(NUM_RUN_COLORS).fill(0);
  for (const { color } of runs) uses[color] = (uses[color] ?? 0) + 1;
  return {
    number: Math.max(0, ...runs.map(({ number }) => number)) + 1,
    color: uses.indexOf(Math.min(...uses)),
  };
}
