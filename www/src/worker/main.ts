/**
 * The worker's entry: connects the inbox to the page and to this browser. Owns nothing else.
 */
import { expose, transfer } from 'comlink';
import { buffersOf } from '../comlink-setup.js';
import { openDevice, type Surroundings } from './device.js';
import { inbox } from './inbox.js';
import { macrotask } from './macrotask.js';

const surroundings: Surroundings = {
  gpu: navigator.gpu ?? null,
  isSecureContext: globalThis.isSecureContext,
  crossOriginIsolated: globalThis.crossOriginIsolated,
  hardwareConcurrency: navigator.hardwareConcurrency,
  origin: globalThis.origin,
  importModule: (url) => import(/* @vite-ignore */ url),
};

expose(
  inbox({
    open: (request, wasmBase) => openDevice(request, wasmBase, surroundings),
    move: (value, bytes) => transfer(value, buffersOf(bytes)),
    clock: { now: () => performance.now(), macrotask },
  }),
);
