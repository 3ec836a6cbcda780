/**
 * Keeps the drawings that are to be learnt from for the next visit. Owns which drawing lies where in storage; what they
 * are, the state says.
 */
import type { RunStorage } from '../../runs/run-storage.js';
import type { KeptDrawing } from '../../state/slices/collection.js';
import type { Store } from '../store.js';

interface Kept {
  readonly drawing: KeptDrawing;
  /** In storage; null while it is on its way there. */
  key: number | null;
}

export class DrawingStorage {
  readonly #store: Store;
  readonly #storage: RunStorage;
  /** By the drawings' places in the state. */
  readonly #kept = new Map<number, Kept>();
  #seen: readonly KeptDrawing[] = [];
  /** What was made before those of earlier visits are here waits. */
  #isRead = false;
  #work: Promise<void> = Promise.resolve();

  constructor(store: Store, storage: RunStorage) {
    this.#store = store;
    this.#storage = storage;
  }

  /** Brings the drawings of earlier visits. */
  async start(): Promise<void> {
    const found = await this.#storage.drawings();
    const { drawings } = this.#store.state.collection;
    const last = Math.max(0, ...drawings.map(({ id }) => id));
    const read = [...found].map(([key, drawing], place) => ({ key, drawing: { ...drawing, id: last + 1 + place } }));
    this.#store.dispatch({ type: 'drawingsRead', drawings: read.map(({ drawing }) => drawing) });
    for (const { key, drawing } of read) this.#kept.set(drawing.id, { key, drawing: { ...drawing, isUsed: false } });
    this.#isRead = true;
    this.follow();
  }

  /** Says how many of earlier visits cannot be read. */
  async tellDamaged(): Promise<void> {
    const { size: count } = await this.#storage.damagedDrawings();
    if (count > 0) this.#store.dispatch({ type: 'noticed', notice: { kind: 'drawingsSetAside', count } });
  }

  /** Deletes those for good. */
  async removeDamaged(): Promise<void> {
    for (const key of (await this.#storage.damagedDrawings()).keys()) await this.#storage.removeDrawing(key);
    this.#store.dispatch({ type: 'unnoticed', kind: 'drawingsSetAside' });
  }

  /** Writes what has changed, one thing after the other. To be called whenever the state has. */
  follow(): void {
    const { drawings } = this.#store.state.collection;
    if (!this.#isRead || drawings === this.#seen) return;
    this.#seen = drawings;
    for (const drawing of drawings) {
      const known = this.#kept.get(drawing.id);
      if (known?.drawing.pixels === drawing.pixels && known.drawing.label === drawing.label) continue;
      const kept: Kept = { drawing, key: known?.key ?? null };
      this.#kept.set(drawing.id, kept);
      this.#next(async () => {
        const { label, pixels, width, height } = drawing;
        // The one before it may have been on its way when this was decided.
        const key = await this.#storage.putDrawing({ label, pixels, width, height }, known?.key ?? kept.key);
        kept.key = key;
      });
    }
    for (const [id, kept] of this.#kept) {
      if (drawings.some((drawing) => drawing.id === id)) continue;
      this.#kept.delete(id);
      this.#next(async () => {
        if (kept.key !== null) await this.#storage.removeDrawing(kept.key);
      });
    }
  }

  /** There is room again. */
  retry(): void {
    for (const kept of this.#kept.values()) {
      if (kept.key === null || kept.key >= 0) continue;
      const { label, pixels, width, height } = kept.drawing;
      this.#next(async () => {
        kept.key = await this.#storage.putDrawing({ label, pixels, width, height }, kept.key);
      });
    }
  }

  #next(task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch(() => undefined);
  }
}
