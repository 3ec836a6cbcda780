/**
 * MNIST's four files: names, digests, sizes, and the addresses they are published at. A table, no behaviour.
 */
import type { IdxFiles } from '../protocol.js';
import type { SourceId } from './types.js';

export interface MnistFile {
  part: keyof IdxFiles;
  name: string;
  /** SHA-256 of the decompressed content, in hexadecimal. */
  sha256: string;
  /** Bytes of the decompressed content: 16 or 8 of header, then one byte a pixel or a label. */
  size: number;
  /** Bytes of the file as it is published, only for progress bars. */
  packedSize: number;
}

/** Images of each split. */
export const mnistCounts = { numTrain: 60_000, numTest: 10_000 };

export const mnistFiles: readonly MnistFile[] = [
  {
    part: 'trainImages',
    name: 'train-images-idx3-ubyte',
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    size: 16 + 60_000 * 28 * 28,
    packedSize: 9_912_422,
  },
  {
    part: 'trainLabels',
    name: 'train-labels-idx1-ubyte',
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    size: 8 + 60_000,
    packedSize: 28_881,
  },
  {
    part: 'testImages',
    name: 't10k-images-idx3-ubyte',
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    size: 16 + 10_000 * 28 * 28,
    packedSize: 1_648_877,
  },
  {
    part: 'testLabels',
    name: 't10k-labels-idx1-ubyte',
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    size: 8 + 10_000,
    packedSize: 4_542,
  },
];

/** Published copies of the original files, in the order in which they are tried. */
export const mirrors: readonly { source: SourceId; base: string }[] = [
  { source: 'jsdelivr', base: 'https://cdn.jsdelivr.net/gh/fgnt/mnist@master/' },
  { source: 'github', base: 'https://raw.githubusercontent.com/fgnt/mnist/master/' },
];
