/** Looks for the first images of each class, once somebody looks at them. Owns no state. */
import type { Playground } from '../../client/types.js';
import type { DatasetInfo } from '../../protocol.js';
import type { SampleStrip } from '../../state/slices/samples.js';
import type { Store } from '../store.js';

export interface SamplesParts {
  readonly store: Store;
  readonly playground: () => Playground;
  readonly attempt: (task: () => Promise<void>) => Promise<void>;
}

/** Of each class: a row of the column. */
const perClass = 8;
/** Images asked for at a time: in most data sets the first few hundred have all there is to find. */
const chunk = 500;

export class Samples {
  readonly #parts: SamplesParts;
  #asked: DatasetInfo | null = null;

  constructor(parts: SamplesParts) {
    this.#parts = parts;
  }

  watch(): void {
    const { store, attempt } = this.#parts;
    store.subscribe(({ samples, data }) => {
      const info = data.loaded?.info ?? null;
      if (!samples.isOpen || !info || info === this.#asked) return;
      this.#asked = info;
      void attempt(async () => {
        const classes = await firstOfEach(info, this.#parts.playground());
        if (store.state.data.loaded?.info === info) store.dispatch({ type: 'samplesFound', info, classes });
      });
    });
  }
}

/** By class; fewer than `perClass` where a class has no more. */
export async function firstOfEach(
  { numTrain, numClasses, trainCounts, height, width }: DatasetInfo,
  playground: Pick<Playground, 'images'>,
): Promise<SampleStrip[]> {
  const size = height * width;
  const found = Array.from({ length: numClasses }, (): { image: Uint8Array; index: number }[] => []);
  const isComplete = () => found.every((images, label) => images.length >= Math.min(perClass, trainCounts[label] ?? 0));
  for (let start = 0; start < numTrain && !isComplete(); start += chunk) {
    const { images, labels } = await playground.images('train', start, chunk);
    for (const [index, label] of labels.entries()) {
      const row = found[label];
      if (row && row.length < perClass)
        row.push({ image: images.slice(index * size, (index + 1) * size), index: start + index });
    }
  }
  return found.map((images, label) => {
    const joined = new Uint8Array(images.length * size);
    for (const [place, { image }] of images.entries()) joined.set(image, place * size);
    return { images: joined, labels: images.map(() => label), indices: images.map(({ index }) => index) };
  });
}
