import { describe, expect, it } from 'vitest';
import { imagesFile, labelsFile } from './idx-file.js';
import { loadOwnFiles } from './own-files.js';

describe('IDX files made in the page', () => {
  const images = (name: string, count: number) => imagesFile(name, [new Uint8Array(count * 6).fill(count)], 2, 3);
  const labels = (name: string, count: number) => labelsFile(name, [new Uint8Array(count).fill(1)]);

  it('say what they are, and how much', async () => {
    const bytes = new Uint8Array(await imagesFile('a', [new Uint8Array(6), new Uint8Array(12)], 2, 3).arrayBuffer());
    expect([...bytes.subarray(0, 16)]).toEqual([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 3]);
    expect(bytes).toHaveLength(16 + 18);
    expect(new Uint8Array(await labelsFile('b', [Uint8Array.of(7), Uint8Array.of(8)]).arrayBuffer())).toEqual(
      Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 8),
    );
  });

  it('are taken for the data set that they are', async () => {
    const files = [
      images('train-images', 2),
      labels('train-labels', 2),
      images('test-images', 3),
      labels('test-labels', 3),
    ];
    const loaded = await loadOwnFiles(files);
    expect(loaded.files.trainLabels).toHaveLength(8 + 2);
    expect(loaded.files.testImages).toHaveLength(16 + 18);
  });
});
