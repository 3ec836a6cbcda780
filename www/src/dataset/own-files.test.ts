import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadOwnFiles } from './own-files.js';

function idx(kind: 3 | 1, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(kind === 3 ? 16 + count : 8 + count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + kind);
  view.setUint32(4, count);
  if (kind === 3) {
    view.setUint32(8, 1);
    view.setUint32(12, 1);
  }
  return bytes;
}

const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);
const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

describe('loadOwnFiles', () => {
  it('tells files apart by their content, whatever their names and order', async () => {
    const { files, origins } = await loadOwnFiles([
      file('d', idx(1, 2)),
      file('c', packed(idx(3, 5))),
      file('b', idx(3, 2)),
      file('a', packed(idx(1, 5))),
    ]);
    expect(files).toEqual({
      trainImages: packed(idx(3, 5)),
      trainLabels: packed(idx(1, 5)),
      testImages: idx(3, 2),
      testLabels: idx(1, 2),
    });
    expect(origins.map(({ name }) => name)).toEqual(['c', 'a', 'b', 'd']);
  });

  it('believes names before sizes, so that a larger test set stays one', async () => {
    const { files } = await loadOwnFiles([
      file('t10k-images-idx3-ubyte', idx(3, 9)),
      file('train-images-idx3-ubyte', idx(3, 4)),
      file('t10k-labels-idx1-ubyte', idx(1, 9)),
      file('train-labels-idx1-ubyte', idx(1, 4)),
    ]);
    expect([files.trainImages.length, files.testLabels.length]).toEqual([20, 17]);
  });

  it('says which file it does not know', async () => {
    const chosen = [file('mnist.zip', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))];
    await expect(loadOwnFiles(chosen)).rejects.toMatchObject({
      code: 'ownFiles',
      message: expect.stringMatching(/"mnist.zip" beginning with 50 4b 03 04/),
    });
    await expect(loadOwnFiles([file('empty', new Uint8Array(0))])).rejects.toMatchObject({ code: 'ownFiles' });
    const cut = file('cut.gz', packed(idx(3, 5)).slice(0, 6));
    await expect(loadOwnFiles([cut])).rejects.toMatchObject({ code: 'ownFiles' });
  });

  it('reads no file that is longer than any data set may be', async () => {
    const read = () => Promise.reject(new Error('expected a file that nobody reads'));
    const long = Object.assign(file('long', idx(3, 5)), { arrayBuffer: read, slice: read });
    Object.defineProperty(long, 'size', { value: 5 * 2 ** 30 });
    await expect(loadOwnFiles([long])).rejects.toMatchObject({
      code: 'ownFiles',
      message: expect.stringMatching(/257 MiB at most; found "long" with 5120 MiB/),
    });
  });

  it('wants two of each kind', async () => {
    const three = [file('a', idx(3, 5)), file('b', idx(1, 5)), file('c', idx(3, 2))];
    await expect(loadOwnFiles(three)).rejects.toMatchObject({ code: 'ownFiles' });
    await expect(loadOwnFiles([...three, file('d', idx(3, 1))])).rejects.toMatchObject({ code: 'ownFiles' });
    await expect(loadOwnFiles([])).rejects.toMatchObject({ code: 'ownFiles' });
  });

  it('stops when it is told to', async () => {
    const four = [file('a', idx(3, 5)), file('b', idx(1, 5)), file('c', idx(3, 2)), file('d', idx(1, 2))];
    await expect(loadOwnFiles(four, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});
