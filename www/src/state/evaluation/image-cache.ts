/**
 * Pixels of test images that were asked for, in batches of neighbours: an image that is looked at brings those beside it.
 * Owns which batch an image is in and how many are kept; fetches nothing.
 */
export interface ImageShelf {
  /** Bytes of one image. */
  readonly imageBytes: number;
  /** By their number, the oldest first. */
  readonly batches: ReadonlyMap<number, Uint8Array>;
}

/** Of one batch: enough to make few requests, little enough to wait for none. */
const BATCH_BYTES = 200_000;
/** More than any one view shows at a time, so that nothing is fetched, dropped and fetched again. */
const MAX_BATCHES = 160;

export function emptyShelf(imageBytes: number): ImageShelf {
  return { imageBytes, batches: new Map() };
}

/** Images in a batch. */
export function batchLength({ imageBytes }: ImageShelf): number {
  return Math.max(1, Math.floor(BATCH_BYTES / Math.max(1, imageBytes)));
}

/** The numbers of the batches that these images need and that are not here. */
export function missing(shelf: ImageShelf, indices: readonly number[]): readonly number[] {
  const length = batchLength(shelf);
  const needed = new Set(indices.map((index) => Math.floor(index / length)));
  return [...needed].filter((batch) => !shelf.batches.has(batch));
}

export function put(shelf: ImageShelf, batch: number, pixels: Uint8Array): ImageShelf {
  const entries = [...shelf.batches].filter(([number]) => number !== batch);
  return { ...shelf, batches: new Map([...entries.slice(1 - MAX_BATCHES), [batch, pixels]]) };
}

/** Null while they are not here. */
export function pixelsOf(shelf: ImageShelf, index: number): Uint8Array | null {
  const length = batchLength(shelf);
  const batch = shelf.batches.get(Math.floor(index / length));
  const start = (index % length) * shelf.imageBytes;
  const pixels = batch?.subarray(start, start + shelf.imageBytes);
  return pixels?.length === shelf.imageBytes ? pixels : null;
}
