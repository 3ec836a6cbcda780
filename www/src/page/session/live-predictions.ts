/**
 * Has a few test images read again and again while the network learns: all of them between the same two steps, about once
 * a second, and more seldom where that would cost training more than a twentieth of its time. Owns the timing only.
 */
import type { Playground } from '../../client/types.js';
import type { StripImages } from '../../state/slices/data.js';
import { chooseTestImages, type ImagePrediction, testImagePlaces } from '../../state/slices/test-images.js';
import type { Store } from '../store.js';

export interface LivePredictionsParts {
  store: Store;
  playground: () => Playground | null;
  isVisible: () => boolean;
  /** Milliseconds, monotonic. */
  now: () => number;
  after: (milliseconds: number, task: () => void) => void;
}

/** Among so many, each class is found. */
const numCandidates = 300;
const restMs = 700;
/** Of the time of training. */
const maxShare = 1 / 20;

export class LivePredictions {
  readonly #parts: LivePredictionsParts;
  /** The data set of the images. */
  #info: object | null = null;
  #isBusy = false;
  /** The network has changed since the images were last read. */
  #isStale = false;

  constructor(parts: LivePredictionsParts) {
    this.#parts = parts;
  }

  /** Chooses images where there is another data set. */
  async dataChanged(): Promise<void> {
    const { store, playground } = this.#parts;
    const info = store.state.data.loaded?.info ?? null;
    if (info === this.#info) return;
    this.#info = info;
    if (!info || info.numTest === 0) {
      store.dispatch({ type: 'testImagesChosen', strip: null, indices: [] });
      return;
    }
    const images = await playground()
      ?.images('test', 0, Math.min(numCandidates, info.numTest))
      .catch(() => null);
    // Another data set may have come meanwhile.
    if (!images || this.#info !== info) return;
    const indices = testImagePlaces(images);
    store.dispatch({ type: 'testImagesChosen', strip: chooseTestImages(images), indices });
  }

  networkChanged(): void {
    this.#isStale = true;
    this.look();
  }

  /** Nobody looks at a hidden page; this is to be called when it is seen again. */
  look(): void {
    const { isVisible, after } = this.#parts;
    if (this.#isBusy || !this.#isStale || !isVisible()) return;
    this.#isBusy = true;
    this.#isStale = false;
    void this.#read().then((rest) =>
      after(rest, () => {
        this.#isBusy = false;
        this.look();
      }),
    );
  }

  /** Resolves with the milliseconds to wait before the next time. */
  async #read(): Promise<number> {
    const { store, now } = this.#parts;
    const playground = this.#parts.playground();
    const { strip } = store.state.testImages;
    const info = store.state.data.loaded?.info;
    if (!playground || !strip || !info || store.state.run.info === null) return restMs;
    const { height, width } = info;
    const times: number[] = [];
    const reads = split(strip).map(async (pixels): Promise<ImagePrediction> => {
      const { probabilities } = await playground.predict(pixels, width, height);
      times.push(now());
      const confidence = Math.max(...probabilities);
      return { read: probabilities.indexOf(confidence), confidence };
    });
    try {
      const all = await Promise.all(reads);
      const { run } = store.state;
      // A run that was cleared away has no step to speak of.
      if (run.info !== null) store.dispatch({ type: 'testImagesRead', strip, step: run.step, all });
    } catch {
      // There is no network to ask, such as after a crash; what was read last stays.
      return restMs;
    }
    // The first one waited for the step under way; from it to the last one, training waited.
    const cost = (Math.max(...times) - Math.min(...times)) * (times.length / Math.max(1, times.length - 1));
    return Math.max(restMs, cost / maxShare);
  }
}

function split({ images, labels }: StripImages): Uint8Array[] {
  const size = labels.length > 0 ? images.length / labels.length : 0;
  return Array.from(labels, (_, index) => images.slice(index * size, (index + 1) * size));
}
