import { describe, expect, it } from 'vitest';
import { batchLength, emptyShelf, missing, pixelsOf, put } from './image-cache.js';

describe('the shelf of images', () => {
  it('asks for each batch once, whichever of its images are seen', () => {
    const shelf = emptyShelf(784);
    const length = batchLength(shelf);
    expect(missing(shelf, [0, 1, length - 1, length, 5 * length + 3])).toEqual([0, 1, 5]);
    const filled = put(shelf, 1, new Uint8Array(784));
    expect(missing(filled, [0, length])).toEqual([0]);
  });

  it('gives an image its own pixels, and null where there are none', () => {
    const shelf = put(emptyShelf(100_000), 3, new Uint8Array(150_000).fill(7));
    expect(batchLength(shelf)).toBe(2);
    expect(pixelsOf(shelf, 6)?.length).toBe(100_000);
    expect(pixelsOf(shelf, 7), 'cut short').toBeNull();
    expect(pixelsOf(shelf, 0), 'not fetched').toBeNull();
  });

  it('takes at least one image at a time, however large', () => {
    expect(batchLength(emptyShelf(1 << 20))).toBe(1);
  });

  it('drops the oldest batches and keeps more than a page needs', () => {
    let shelf = emptyShelf(1 << 20);
    for (let batch = 0; batch < 300; batch++) shelf = put(shelf, batch, new Uint8Array(1));
    expect(shelf.batches.size).toBeGreaterThan(60 + 18);
    expect(shelf.batches.size).toBeLessThan(300);
    expect(shelf.batches.has(299)).toBe(true);
    expect(shelf.batches.has(0)).toBe(false);
  });
});
