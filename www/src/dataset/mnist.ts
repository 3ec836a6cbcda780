/**
 * Gets MNIST from the first source that has it: the page's own origin, the cache of an earlier visit, then the mirrors.
 * Owns the order, the verification and what is kept; refuses to look inside the files, which is Rust's.
 */
import type { IdxFiles } from '../protocol.js';
import { type ByteStore, byteStore } from './byte-store.js';
import { abortedError, DatasetError, SourceError } from './dataset-error.js';
import { sha256 } from './digest.js';
import { fetchBytes } from './fetch-bytes.js';
import { unpack } from './gunzip.js';
import type { DatasetIo } from './io.js';
import { isServedHere } from './manifest.js';
import { type MnistFile, mirrors, mnistFiles } from './mnist-files.js';
import type { FileOrigin, Progress, SourceFailure, SourceId } from './types.js';

export interface LoadMnistOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
  /** The files to get; the tests have smaller ones. */
  files?: readonly MnistFile[];
}

export interface LoadedFiles {
  files: IdxFiles;
  origins: FileOrigin[];
}

/** Bytes as they came, before they are unpacked. */
type Fetch = (onBytes: (received: number, total: number | null) => void) => Promise<Uint8Array<ArrayBuffer>>;

/** Rejects with a DatasetError when a file cannot be had, and with code 'aborted' when the signal said so. */
export async function loadMnist(io: DatasetIo, options: LoadMnistOptions = {}): Promise<LoadedFiles> {
  const table = options.files ?? mnistFiles;
  const { signal } = options;
  const store = byteStore(io.caches);
  const served = await isServedHere(io, 'mnist', signal);
  /** Sources that did not answer once are not waited for again. */
  const silent = new Map<SourceId, string>();
  const files: IdxFiles = { ...noFiles };
  const origins: FileOrigin[] = [];
  const progress = progressOver(table, options.onProgress);

  for (const file of table) {
    const failures: SourceFailure[] = [];
    for (const { source, fetch } of sourcesOf(file, io, store, served, signal)) {
      if (signal?.aborted) throw abortedError();
      try {
        const failedFor = silent.get(source);
        if (failedFor) throw new SourceError('skipped', `it did not answer for ${failedFor}`);
        const packed = await fetch((received, total) => progress.report(file, source, received, total));
        const plain = await unpack(packed, file.size);
        await verify(plain, file, io.subtle);
        if (source === 'jsdelivr' || source === 'github') await store.put(file.sha256, packed);
        files[file.part] = plain;
        origins.push({ name: file.name, source });
        progress.finish(file, source, packed.length);
        break;
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        failures.push({ file: file.name, source, reason: error.reason, detail: error.message });
        if (source === 'cache' && error.reason !== 'notHere') await store.remove(file.sha256);
        if (error.reason === 'timeout' || error.reason === 'unreachable') silent.set(source, file.name);
      }
    }
    if (origins.at(-1)?.name !== file.name) throw new DatasetError(file.name, failures);
  }
  return { files, origins };
}

const nothing = new Uint8Array(0);
const noFiles: IdxFiles = { trainImages: nothing, trainLabels: nothing, testImages: nothing, testLabels: nothing };

function sourcesOf(
  file: MnistFile,
  io: DatasetIo,
  store: ByteStore,
  served: boolean,
  signal: AbortSignal | undefined,
): { source: SourceId; fetch: Fetch }[] {
  const own: Fetch = async (onBytes) => {
    if (!served) throw new SourceError('notHere', 'this site serves no MNIST files');
    return fetchBytes(io, `${io.dataBase}mnist/${file.name}.gz`, { signal, onBytes });
  };
  const cached: Fetch = async () => {
    const bytes = await store.get(file.sha256);
    if (!bytes) throw new SourceError('notHere', 'nothing kept from an earlier visit');
    return bytes;
  };
  const mirrored = (base: string): Fetch => {
    return async (onBytes) => {
      if (!io.isOnline()) throw new SourceError('offline', 'the browser is offline');
      // The files are kept below, once verified: the browser need not keep a second copy.
      return fetchBytes(io, `${base}${file.name}.gz`, { signal, onBytes, cache: 'no-store' });
    };
  };
  return [
    { source: 'own', fetch: own },
    { source: 'cache', fetch: cached },
    ...mirrors.map(({ source, base }) => ({ source, fetch: mirrored(base) })),
  ];
}

async function verify(plain: Uint8Array<ArrayBuffer>, file: MnistFile, subtle: SubtleCrypto | undefined) {
  const found = await sha256(plain, subtle);
  if (found !== file.sha256) {
    throw new SourceError('digest', 'expected the content that was published, found something else of that size');
  }
}

function progressOver(table: readonly MnistFile[], onProgress: LoadMnistOptions['onProgress']) {
  const totals = new Map(table.map((file) => [file.name, file.packedSize]));
  const received = new Map<string, number>();
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
  let filesDone = 0;
  const emit = (file: MnistFile, source: SourceId) =>
    onProgress?.({
      file: file.name,
      source,
      received: sum(received.values()),
      total: sum(totals.values()),
      filesDone,
      numFiles: table.length,
    });
  return {
    report(file: MnistFile, source: SourceId, bytes: number, announced: number | null) {
      received.set(file.name, bytes);
      totals.set(file.name, expectedLength(file, bytes, announced));
      emit(file, source);
    },
    finish(file: MnistFile, source: SourceId, bytes: number) {
      received.set(file.name, bytes);
      totals.set(file.name, bytes);
      filesDone += 1;
      emit(file, source);
    },
  };
}

/** More than was announced means that the browser unpacks on the way; then the plain size is what arrives. */
function expectedLength(file: MnistFile, received: number, announced: number | null): number {
  const packed = announced ?? file.packedSize;
  return received <= packed ? packed : Math.max(file.size, received);
}
