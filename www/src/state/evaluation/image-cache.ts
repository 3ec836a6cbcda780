/**
 * Pixels of test images that were asked for, in batches of neighbours: an image that is looked at brings those beside it.
 * Owns which batch an image is in and how many are kept; fetches nothing.
 */
export interface ImageCache {
  /** Bytes of one image. */
  readonly imageBytes: number;
  /** By their number, the oldest first. */
  readonly batches: ReadonlyMap<number, Uint8Array>;
}

/** Of one batch: enough to make few requests, little enough to wait for none. */
const BATCH_BYTES = 200_000;
/** More than any one view shows at a time, so that nothing is fetched, dropped and fetched again. */
const MAX_BATCHES = 160;

export function emptyCache(imageBytes: number): ImageCache {
  return { imageBytes, batches: new Map() };
}

/** Images in a batch. */
export function batchLength({ imageBytes }: ImageCache): number {
  return Math.max(1, Math.floor(BATCH_BYTES / Math.max(1, imageBytes)));
}

/** The numbers of the batches that these images need and that are not here. */
export function missing(cache: ImageCache, indices: readonly number[]): readonly number[] {
  const length = batchLength(cache);
  const needed = new Set(indices.map((index) => Math.floor(index / length)));
  return [...needed].filter((batch) => !cache.batches.has(batch));
}

export function put(cache: ImageCache, batch: number, pixels: Uint8Array): ImageCache {
  const entries = [...cache.batches].filter(([number]) => number !== batch);
  return { ...cache, batches: new Map([...entries.slice(1 - MAX_BATCHES), [batch, pixels]]) };
}

/** Null while they are not here. */
export function pixelsOf(cache: ImageCache, index: number): Uint8Array | null {
  const length = batchLength(cache);
  const batch = cache.batches.get(Math.floor(index / length));
  const start = (index % length) * cache.imageBytes;
  const pixels = batch?.subarray(start, start + cache.imageBytes);
  return pixels?.length === cache.imageBytes ? pixels : null;
}
