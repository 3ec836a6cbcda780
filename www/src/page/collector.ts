/**
 * Makes a data set of the images at hand and the drawings that were kept, and has it loaded. Owns how often a drawing
 * counts; what a data set is, the playground knows.
 */
import type { Playground } from '../client/types.js';
import { imagesFile, labelsFile } from '../dataset/idx-file.js';
import { fitting } from '../view/state/collection.js';
import { failureOf } from './failure.js';
import type { Store } from './store.js';

/** A handful among thousands would be overlooked: each drawing is there this often. */
export const REPEATS = 20;

export class Collector {
  readonly #store: Store;
  readonly #find: () => Playground | null;
  readonly #load: (files: readonly File[]) => Promise<void>;

  constructor(store: Store, find: () => Playground | null, load: (files: readonly File[]) => Promise<void>) {
    this.#store = store;
    this.#find = find;
    this.#load = load;
  }

  /** Adds the drawings that are not there yet to the training images. */
  async join(): Promise<void> {
    const { collection, data } = this.#store.state;
    const playground = this.#find();
    const info = data.loaded?.info;
    if (!playground || !info || collection.isJoining) return;
    const { width, height, numTrain, numTest } = info;
    const added = fitting(collection, info).filter((drawing) => !drawing.isUsed);
    if (added.length === 0) return;
    const before = fitting(collection, info).filter((drawing) => drawing.isUsed);
    const repeated = added.flatMap((drawing) => Array<typeof drawing>(REPEATS).fill(drawing));
    this.#store.dispatch({ type: 'collectionJoining' });
    let ids: readonly number[] = before.map(({ id }) => id);
    try {
      const train = await playground.images('train', 0, numTrain);
      const test = await playground.images('test', 0, numTest);
      const labels = Uint8Array.from(repeated, (drawing) => drawing.label);
      await this.#load([
        imagesFile('train-images', [train.images, ...repeated.map((drawing) => drawing.pixels)], height, width),
        labelsFile('train-labels', [train.labels, labels]),
        imagesFile('test-images', [test.images], height, width),
        labelsFile('test-labels', [test.labels]),
      ]);
      const loaded = this.#store.state.data.loaded;
      // What stands in the way of loading, the data panel tells.
      if (loaded && loaded.info !== info) ids = [...ids, ...added.map(({ id }) => id)];
    } catch (thrown) {
      this.#store.dispatch({ type: 'failed', failure: failureOf(thrown) });
    }
    this.#store.dispatch({ type: 'collectionJoined', ids });
  }
}
