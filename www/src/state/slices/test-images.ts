/** A few test images that stay the same, and what the network makes of them as it learns. */
import type { StripImages } from './data.js';

/** Of one image. */
export interface ImagePrediction {
  /** The most probable class. */
  readonly read: number;
  /** Its probability, 0 to 1. */
  readonly confidence: number;
}

export interface TestImagesState {
  readonly strip: StripImages | null;
  /** Their places in the test set. */
  readonly indices: readonly number[];
  /** One an image, all of them after the same step; null before the network has read any. */
  readonly predictions: { readonly step: number; readonly all: readonly ImagePrediction[] } | null;
}

export type TestImagesEvent =
  | { type: 'testImagesChosen'; strip: StripImages | null; indices: readonly number[] }
  | { type: 'testImagesRead'; strip: StripImages; step: number; all: readonly ImagePrediction[] };

export const noTestImages: TestImagesState = { strip: null, indices: [], predictions: null };

/** As many as fit in a row. */
export const numTestImages = 10;

export function reduceTestImages(images: TestImagesState, event: TestImagesEvent): TestImagesState {
  switch (event.type) {
    case 'testImagesChosen':
      return { strip: event.strip, indices: event.indices, predictions: null };
    case 'testImagesRead':
      // Of images that were replaced meanwhile: nobody asks any more.
      if (event.strip !== images.strip) return images;
      return { ...images, predictions: { step: event.step, all: event.all } };
    default:
      return event satisfies never;
  }
}

/** Their places: the first image of each class, in the order of the classes, and then whichever come first. */
export function testImagePlaces({ labels }: Pick<StripImages, 'labels'>, count = numTestImages): readonly number[] {
  const all = Array.from(labels);
  const firsts = [...new Set(all)].sort((one, other) => one - other).map((label) => all.indexOf(label));
  const others = all.map((_, index) => index).filter((index) => !firsts.includes(index));
  return [...firsts, ...others].slice(0, count).sort((one, other) => {
    return (all[one] ?? 0) - (all[other] ?? 0) || one - other;
  });
}

export function chooseTestImages({ images, labels }: StripImages, count = numTestImages): StripImages {
  const size = labels.length > 0 ? images.length / labels.length : 0;
  const chosen = testImagePlaces({ labels }, count);
  const strip = new Uint8Array(chosen.length * size);
  for (const [place, index] of chosen.entries())
    strip.set(images.subarray(index * size, (index + 1) * size), place * size);
  return { images: strip, labels: chosen.map((index) => labels[index] ?? 0) };
}
