/**
 * Runs and drawings in the browser's IndexedDB. Owns the schema and the transactions; what comes back is checked, and
 * what cannot be read is passed over and named.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { isCount, object, refine } from '../guards.js';
import type { KeptRun } from '../state/run/kept-run.js';
import { type CurvesRecord, isCurvesRecord } from './curves-record.js';
import { isKeptRun } from './kept-run-shape.js';
import type { Entry, Raw, RunStorage, StoredDrawing } from './run-storage.js';

/** What is written. What is read is `unknown` until it was looked at. */
interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun };
  curves: { key: string; value: CurvesRecord };
  checkpoints: { key: string; value: Uint8Array<ArrayBuffer> };
  drawings: { key: number; value: StoredDrawing };
}

const name = 'kiln';
const version = 1;

/** Rejects where the browser keeps nothing. */
export async function openDatabase(): Promise<RunStorage> {
  const storage = new DatabaseStorage();
  await storage.open();
  return storage;
}

const isDrawing = refine(
  object<StoredDrawing>({
    label: isCount,
    pixels: (value): value is Uint8Array => value instanceof Uint8Array,
    width: isCount,
    height: isCount,
  }),
  ({ pixels, width, height }) => pixels.length === width * height && pixels.length > 0,
);

class DatabaseStorage implements RunStorage {
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(name, version, {
      upgrade: (database, before) => {
        // A later version adds its own step below and leaves this one as it is.
        if (before >= 1) return;
        database.createObjectStore('runs', { keyPath: 'id' });
        database.createObjectStore('curves');
        database.createObjectStore('checkpoints');
        database.createObjectStore('drawings', { autoIncrement: true });
      },
      // A page with a later version must not wait for this one.
      blocking: (_before, _wanted, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
        this.#database = null;
      },
      terminated: () => {
        this.#database = null;
      },
    }).catch((thrown: unknown) => {
      this.#database = null;
      throw thrown;
    });
    return this.#database;
  }

  async runs(): ReturnType<RunStorage['runs']> {
    const database = await this.open();
    const transaction = database.transaction('runs');
    const [keys, found] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    const values: readonly unknown[] = found;
    const isWhole = (value: unknown, place: number) => isKeptRun(value) && value.id === keys[place];
    return { runs: values.filter(isKeptRun), damaged: keys.filter((_, place) => !isWhole(values[place], place)) };
  }

  async curves(id: string): Promise<CurvesRecord | null> {
    const found: unknown = await (await this.open()).get('curves', id);
    return isCurvesRecord(found) ? found : null;
  }

  async checkpoint(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const found: unknown = await (await this.open()).get('checkpoints', id);
    // Its content is checked by whoever takes it over.
    return found instanceof Uint8Array ? new Uint8Array(found) : null;
  }

  async raw(id: string): Promise<Raw> {
    const transaction = (await this.open()).transaction(['runs', 'curves']);
    const [run, curves] = await Promise.all([
      transaction.objectStore('runs').get(id),
      transaction.objectStore('curves').get(id),
    ]);
    return { run, curves };
  }

  async put({ run, curves, checkpoint }: Entry): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(['runs', 'curves', 'checkpoints'], 'readwrite');
    // Heard below, also where a request fails before.
    transaction.done.catch(() => undefined);
    try {
      const requests: Promise<unknown>[] = [];
      if (checkpoint) requests.push(transaction.objectStore('checkpoints').put(checkpoint, run.id));
      if (checkpoint === null) requests.push(transaction.objectStore('checkpoints').delete(run.id));
      if (curves) requests.push(transaction.objectStore('curves').put(curves, run.id));
      requests.push(transaction.objectStore('runs').put(run));
      await Promise.all(requests);
    } catch (thrown) {
      abort(transaction);
      throw thrown;
    }
    await transaction.done;
  }

  async remove(ids: readonly string[]): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(['runs', 'curves', 'checkpoints'], 'readwrite');
    for (const store of ['runs', 'curves', 'checkpoints'] as const) {
      for (const id of ids) void transaction.objectStore(store).delete(id);
    }
    await transaction.done;
  }

  async removeCheckpoint(id: string): Promise<void> {
    await (await this.open()).delete('checkpoints', id);
  }

  async drawings(): Promise<ReadonlyMap<number, StoredDrawing>> {
    const found = await this.#stored();
    return new Map(found.flatMap(([key, value]) => (isDrawing(value) ? [[key, value]] : [])));
  }

  async damagedDrawings(): Promise<ReadonlyMap<number, unknown>> {
    return new Map((await this.#stored()).filter(([, value]) => !isDrawing(value)));
  }

  async putDrawing(drawing: StoredDrawing, key: number | null): Promise<number> {
    const database = await this.open();
    return key === null ? database.add('drawings', drawing) : database.put('drawings', drawing, key);
  }

  async removeDrawing(key: number): Promise<void> {
    await (await this.open()).delete('drawings', key);
  }

  /** Everything in the place of a drawing. */
  async #stored(): Promise<readonly (readonly [number, unknown])[]> {
    const { store } = (await this.open()).transaction('drawings');
    const [keys, found] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const values: readonly unknown[] = found;
    return keys.map((key, place) => [key, values[place]]);
  }
}

/** One that has failed by itself cannot be, and needs not be. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    return;
  }
}
