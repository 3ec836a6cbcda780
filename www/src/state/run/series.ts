/**
 * Columns of numbers that only grow: the history of a run, cheap to keep for a hundred thousand steps. A `Series` is a
 * value: appending gives a new one and never changes what an older one reads. It does not know what its numbers mean.
 */
const INITIAL_CAPACITY = 256;

/** Storage shared by successive versions of one series; `used` is how far any of them has written. */
interface Storage {
  values: Float64Array<ArrayBuffer>;
  used: number;
}

export class Series {
  static readonly empty = new Series({ values: new Float64Array(0), used: 0 }, 0);

  readonly length: number;
  readonly #storage: Storage;

  private constructor(storage: Storage, length: number) {
    this.#storage = storage;
    this.length = length;
  }

  static of(...values: number[]): Series {
    return Series.empty.append(values);
  }

  /** Undefined past the end, as in arrays. */
  at(index: number): number | undefined {
    const position = index < 0 ? this.length + index : index;
    return position < this.length ? this.#storage.values[position] : undefined;
  }

  /** The numbers so far: a window on the storage, not a copy. Read it, do not write. */
  get values(): Float64Array {
    return this.#storage.values.subarray(0, this.length);
  }

  /** Writes in place where this is the newest version, and copies where another one went on from here. */
  append(added: ArrayLike<number>): Series {
    if (added.length === 0) return this;
    const length = this.length + added.length;
    const storage = this.#storage.used === this.length ? this.#storage : this.#copy(length);
    if (storage.values.length < length) {
      const grown = new Float64Array(Math.max(INITIAL_CAPACITY, length, storage.values.length * 2));
      grown.set(storage.values.subarray(0, this.length));
      storage.values = grown;
    }
    storage.values.set(added, this.length);
    storage.used = length;
    return new Series(storage, length);
  }

  #copy(capacity: number): Storage {
    const values = new Float64Array(Math.max(INITIAL_CAPACITY, capacity));
    values.set(this.values);
    return { values, used: this.length };
  }
}
