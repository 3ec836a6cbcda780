/**
 * Makes a data set of the images at hand and drawings, and has it loaded: those that were kept, or those that a run learnt
 * from before. Owns how often a drawing counts; what a data set is, the playground knows.
 */
import { fromBase64, toBase64 } from '../../base64.js';
import type { Playground } from '../../client/types.js';
import { imagesFile, labelsFile } from '../../dataset/idx-file.js';
import { KilnError } from '../../kiln-error.js';
import { fitting } from '../../state/slices/collection.js';
import type { AddedDrawing } from '../../state/slices/data.js';
import { failureOf } from '../failure.js';
import type { Store } from '../store.js';
import type { Loader } from './loader.js';

/** A handful among thousands would be overlooked: each drawing is there this often. */
export const REPEATS = 20;

export class Collector {
  readonly #store: Store;
  readonly #find: () => Playground | null;
  readonly #load: Loader['loadWithDrawings'];

  constructor(store: Store, find: () => Playground | null, load: Loader['loadWithDrawings']) {
    this.#store = store;
    this.#find = find;
    this.#load = load;
  }

  /** Adds the drawings that are not there yet to the training images. What stands in the way, the store is told. */
  async join(): Promise<void> {
    const { collection, data } = this.#store.state;
    const info = data.loaded?.info;
    if (!info || collection.isJoining) return;
    const wanted = fitting(collection, info).filter((drawing) => !drawing.isUsed);
    if (wanted.length === 0) return;
    this.#store.dispatch({ type: 'collectionJoining' });
    try {
      await this.add(wanted.map(({ label, pixels }) => ({ label, repeats: REPEATS, pixels: toBase64(pixels) })));
    } catch (thrown) {
      this.#store.dispatch({ type: 'failed', failure: failureOf(thrown) });
    }
    this.#store.dispatch({ type: 'collectionJoined' });
  }

  /** Adds drawings to the training images at hand. Rejects where those cannot be had; of loading, the data panel tells. */
  async add(drawings: readonly AddedDrawing[]): Promise<void> {
    const { loaded } = this.#store.state.data;
    const playground = this.#find();
    if (!playground || !loaded) return;
    const { width, height, numTrain, numTest } = loaded.info;
    const repeated = drawings.flatMap(({ label, repeats, pixels }) => {
      const bytes = fromBase64(pixels);
      if (bytes?.length !== width * height) {
        throw new KilnError(
          'runData',
          `expected drawings of ${width} x ${height} pixels, found ${bytes?.length} bytes`,
        );
      }
      return Array.from({ length: repeats }, () => ({ label, pixels: bytes }));
    });
    const train = await playground.images('train', 0, numTrain);
    const test = await playground.images('test', 0, numTest);
    const labels = Uint8Array.from(repeated, (drawing) => drawing.label);
    await this.#load(
      loaded,
      [...loaded.drawings, ...drawings],
      [
        imagesFile('train-images', [train.images, ...repeated.map((drawing) => drawing.pixels)], height, width),
        labelsFile('train-labels', [train.labels, labels]),
        imagesFile('test-images', [test.images], height, width),
        labelsFile('test-labels', [test.labels]),
      ],
    );
  }
}
