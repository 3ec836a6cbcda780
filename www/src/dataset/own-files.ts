/**
 * Finds out which of the user's files is which, by what they begin with and not only by their names. Owns that
 * question; reads nothing else in them, and verifies no digest: any IDX data set is welcome.
 */
import { KilnError } from '../kiln-error.js';
import type { IdxFiles } from '../protocol.js';
import { abortedError } from './dataset-error.js';
import { peek } from './gunzip.js';
import type { LoadedFiles, LoadMnistOptions } from './mnist.js';

/** IDX: two zero bytes, the type (8 = unsigned byte), the number of dimensions; then big-endian sizes. */
const magics: Readonly<Record<number, Kind>> = { 2051: 'images', 2049: 'labels' };

/** As the core has it, see `MAX_FILE` there: a longer file is not read, whatever is in it. */
const maxFileBytes = (1 << 28) + (1 << 20);

type Kind = 'images' | 'labels';

interface Candidate {
  file: File;
  kind: Kind;
  count: number;
}

/** Rejects with code 'ownFiles' when these are not the four files of an IDX data set. */
export async function loadOwnFiles(
  chosen: readonly File[],
  options: Pick<LoadMnistOptions, 'signal' | 'onProgress'> = {},
): Promise<LoadedFiles> {
  const candidates = await Promise.all(chosen.map(recognise));
  const parts = assign(candidates);
  const entries = Object.entries(parts);
  const total = entries.reduce((sum, [, file]) => sum + file.size, 0);
  let received = 0;
  let filesDone = 0;
  const read = async (file: File): Promise<Uint8Array> => {
    if (options.signal?.aborted) throw abortedError();
    const bytes = new Uint8Array(await file.arrayBuffer());
    received += bytes.length;
    filesDone += 1;
    options.onProgress?.({ file: file.name, source: 'file', received, total, filesDone, numFiles: entries.length });
    return bytes;
  };
  const files: IdxFiles = {
    trainImages: await read(parts.trainImages),
    trainLabels: await read(parts.trainLabels),
    testImages: await read(parts.testImages),
    testLabels: await read(parts.testLabels),
  };
  return { files, origins: entries.map(([, file]) => ({ name: file.name, source: 'file' })) };
}

async function recognise(file: File): Promise<Candidate> {
  if (file.size > maxFileBytes) {
    throw new KilnError(
      'ownFiles',
      `expected files of ${maxFileBytes >> 20} MiB at most; found "${file.name}" with ${Math.ceil(file.size / 2 ** 20)} MiB; ` +
        'choose a smaller data set',
    );
  }
  const start = await peek(file, 8);
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const kind = start.length === 8 ? magics[view.getUint32(0)] : undefined;
  if (!kind) {
    const found = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new KilnError(
      'ownFiles',
      `expected an IDX file of images (00 00 08 03) or labels (00 00 08 01), plain or gzip; ` +
        `found "${file.name}" beginning with ${found || 'nothing'}; unpack archives first`,
      { values: { reason: found ? 'notIdx' : 'empty', file: file.name, start: found } },
    );
  }
  return { file, kind, count: view.getUint32(4) };
}

function assign(candidates: readonly Candidate[]): Record<keyof IdxFiles, File> {
  const [trainImages, testImages] = splitPair(candidates, 'images');
  const [trainLabels, testLabels] = splitPair(candidates, 'labels');
  return { trainImages, trainLabels, testImages, testLabels };
}

/** Training files and test files, told apart by their names, and where those are silent by their size. */
function splitPair(candidates: readonly Candidate[], kind: Kind): [train: File, test: File] {
  const [one, two, ...more] = candidates.filter((candidate) => candidate.kind === kind);
  if (!one || !two || more.length > 0) {
    const count = (of: Kind) => candidates.filter((candidate) => candidate.kind === of).length;
    const found = candidates.map((candidate) => `"${candidate.file.name}" (${candidate.kind})`).join(', ');
    throw new KilnError(
      'ownFiles',
      `expected four files: images and labels for training, images and labels for testing; ` +
        `found ${candidates.length}: ${found || 'none'}; choose all four together`,
      { values: { reason: 'four', images: count('images'), labels: count('labels') } },
    );
  }
  const oneIsTest = isTestName(one.file.name);
  const twoIsTest = isTestName(two.file.name);
  const swap = oneIsTest === twoIsTest ? one.count < two.count : oneIsTest;
  return swap ? [two.file, one.file] : [one.file, two.file];
}

function isTestName(name: string): boolean {
  return /t10k|test|val/i.test(name) && !/train/i.test(name);
}
