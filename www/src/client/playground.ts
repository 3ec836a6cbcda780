/**
 * What an embedder holds: data in, training, predictions out. Owns the data set last asked for, so that it can be loaded
 * again into a new worker; leaves everything else to the connection.
 *
 * Nothing of a data set stays in the page's memory: built-in digits are drawn again from their numbers, MNIST is read
 * again from where it is found (usually the browser's cache), the user's own files are read again from disk.
 */
import { call, callsBy, type WorkerApi } from '../calls.js';
import { browserIo, type DatasetIo } from '../dataset/io.js';
import { type LoadedFiles, loadMnist } from '../dataset/mnist.js';
import { loadOwnFiles } from '../dataset/own-files.js';
import { KilnError } from '../kiln-error.js';
import type { DatasetInfo } from '../protocol.js';
import { Connection } from './connection.js';
import { defaultDataBase, defaultWasmBase, type Spawn, spawnWorker } from './spawn.js';
import type { LoadedDataset, LoadOptions, Playground, PlaygroundEvent, PlaygroundOptions } from './types.js';

/** What the tests replace. */
export interface Parts {
  spawn: Spawn;
  io: (dataBase: string) => DatasetIo;
  now: () => number;
}

const browserParts: Parts = { spawn: spawnWorker, io: browserIo, now: () => performance.now() };

/** Starts a worker and opens a device. Rejects with a `KilnError` when the device that was asked for is impossible. */
export function createPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  return assemble(options, browserParts);
}

type Reload = (api: WorkerApi) => Promise<DatasetInfo>;

/** The same of parts that are given, for tests. */
export async function assemble(options: PlaygroundOptions, parts: Parts): Promise<Playground> {
  const io = parts.io(folder(options.dataBase, defaultDataBase));
  const listeners = new Set<(event: PlaygroundEvent) => void>();
  let reload: Reload | null = null;
  let loading: AbortController | null = null;
  const connection = new Connection({
    spawn: parts.spawn,
    request: { choice: options.device ?? 'auto', maxThreads: options.maxThreads ?? null },
    wasmBase: folder(options.wasmBase, defaultWasmBase),
    now: parts.now,
    reloadDataset: (api) => (reload ? reload(api) : Promise.resolve(null)),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  });

  /** One data set at a time: a later request cancels an earlier one. */
  const load = async (get: (options: LoadOptions) => Promise<LoadedFiles>, options: LoadOptions) => {
    loading?.abort();
    const mine = new AbortController();
    loading = mine;
    const cancel = () => mine.abort();
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted) cancel();
    try {
      const { files, origins } = await get({ ...options, signal: mine.signal });
      if (mine.signal.aborted) throw new KilnError('aborted', 'loading the data set was cancelled');
      const info = await connection.ask((api) => api.loadIdx(files));
      reload = async (api) => api.loadIdx((await get({})).files);
      return { info, files: origins } satisfies LoadedDataset;
    } catch (thrown) {
      if (loading !== mine) throw new KilnError('superseded', 'another data set was asked for meanwhile');
      throw thrown;
    } finally {
      options.signal?.removeEventListener('abort', cancel);
    }
  };

  const playground: Playground = {
    ...callsBy((name, args) => connection.ask((api) => call(api, name, args))),
    get device() {
      return connection.device;
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    loadMnist: (options = {}) => load((inner) => loadMnist(io, inner), options),
    loadFiles: (files, options = {}) => {
      const chosen = [...files];
      return load((inner) => loadOwnFiles(chosen, inner), options);
    },
    loadSynthetic: async (...numbers) => {
      loading?.abort();
      loading = null;
      const again: Reload = (api) => api.loadSynthetic(...numbers);
      const info = await connection.ask(again);
      reload = again;
      return { info, files: [] };
    },
    dispose: () => {
      loading?.abort();
      listeners.clear();
      connection.dispose();
    },
  };
  const { signal } = options;
  const giveUp = () => playground.dispose();
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  await connection.opened().finally(() => signal?.removeEventListener('abort', giveUp));
  return playground;
}

/** An absolute address that ends with a slash; relative ones start at the document. */
function folder(given: string | URL | undefined, fallback: string): string {
  const url = new URL(given ?? fallback, globalThis.document?.baseURI);
  return url.pathname.endsWith('/') ? url.href : `${url.href}/`;
}
