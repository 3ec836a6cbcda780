/**
 * Starts a worker, on this page's origin or on another one's. Owns the address and Comlink's wiring; refuses to decide
 * when a worker has failed for good.
 */
import { proxy, transfer, wrap } from 'comlink';
import { call, callsBy, type WorkerApi } from '../calls.js';
import { buffersOf } from '../comlink-setup.js';
import { KilnError } from '../kiln-error.js';
// biome-ignore lint/style/noRestrictedImports: the address of the worker, none of its code
import builtUrl from '../worker/main.ts?worker&url';

/** A worker, by its methods, and the way to end it. */
export interface SpawnedWorker {
  api: WorkerApi;
  /** Ends the worker at once, whatever it does. */
  end(): void;
}

/** `onCrash` hears 'fatal' for what nobody caught in the worker, and 'noWorker' when its code could not be loaded. */
export type Spawn = (onCrash: (error: KilnError) => void) => SpawnedWorker;

const workerUrl = new URL(builtUrl, import.meta.url);

/** Where wasm/ and data/ lie, seen from here: the worker's file is in assets/, beside them. */
const root = new URL(import.meta.env.DEV ? '/' : '..', workerUrl);

/** The folder with the wasm variants, where nobody names another. */
export const defaultWasmBase = new URL('wasm/', root).href;
/** The folder with `manifest.json` and `mnist/`, where nobody names another. */
export const defaultDataBase = new URL('data/', root).href;

/** Starts the worker that was built with this module. */
export const spawnWorker: Spawn = (onCrash) => {
  const { url, release } = startable(workerUrl);
  const worker = new Worker(url, { type: 'module', name: 'kiln' });
  worker.addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) onCrash(new KilnError('fatal', `the worker failed: ${event.message}`));
    else
      onCrash(new KilnError('noWorker', `${workerUrl} could not be loaded; check that all of Kiln's files are there`));
  });
  worker.addEventListener('messageerror', () =>
    onCrash(new KilnError('fatal', 'a message from the worker could not be read')),
  );
  const remote = wrap<WorkerApi>(worker);
  const api: WorkerApi = {
    ...callsBy((name, args) => call(remote, name, args)),
    open: (request, onEvent, wasmBase) => remote.open(request, proxy(onEvent), wasmBase),
    loadIdx: (files) => remote.loadIdx(transfer(files, buffersOf(Object.values(files)))),
    loadSynthetic: (...numbers) => remote.loadSynthetic(...numbers),
    predict: (pixels, ...rest) => remote.predict(whole(pixels), ...rest),
  };
  return {
    api,
    end: () => {
      worker.terminate();
      release();
    },
  };
};

/** Bytes that are all of their buffer: of a part of a larger one, all of that would be copied. */
function whole(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

/** Browsers start no worker from another origin, but let one on this origin import a module from there. */
function startable(address: URL): { url: URL | string; release: () => void } {
  if (address.origin === location.origin) return { url: address, release: () => undefined };
  const source = `import ${JSON.stringify(address.href)};`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return { url, release: () => URL.revokeObjectURL(url) };
}
