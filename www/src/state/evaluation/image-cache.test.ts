import { describe, expect, it } from 'vitest';
import { batchLength, emptyCache, missing, pixelsOf, put } from './image-cache.js';

describe('the cache of images', () => {
  it('asks for each batch once, whichever of its images are seen', () => {
    const cache = emptyCache(784);
    const length = batchLength(cache);
    expect(missing(cache, [0, 1, length - 1, length, 5 * length + 3])).toEqual([0, 1, 5]);
    const filled = put(cache, 1, new Uint8Array(784));
    expect(missing(filled, [0, length])).toEqual([0]);
  });

  it('gives an image its own pixels, and null where there are none', () => {
    const cache = put(emptyCache(100_000), 3, new Uint8Array(150_000).fill(7));
    expect(batchLength(cache)).toBe(2);
    expect(pixelsOf(cache, 6)?.length).toBe(100_000);
    expect(pixelsOf(cache, 7), 'cut short').toBeNull();
    expect(pixelsOf(cache, 0), 'not fetched').toBeNull();
  });

  it('takes at least one image at a time, however large', () => {
    expect(batchLength(emptyCache(1 << 20))).toBe(1);
  });

  it('drops the oldest batches and keeps more than a page needs', () => {
    let cache = emptyCache(1 << 20);
    for (let batch = 0; batch < 300; batch++) cache = put(cache, batch, new Uint8Array(1));
    expect(cache.batches.size).toBeGreaterThan(60 + 18);
    expect(cache.batches.size).toBeLessThan(300);
    expect(cache.batches.has(299)).toBe(true);
    expect(cache.batches.has(0)).toBe(false);
  });
});
