/**
 * Chooses where to train: which variant is loaded, and why not a better one. Owns the order of attempts and the report;
 * refuses to fall back in silence, and to fall back at all when WebGPU was asked for by name.
 */
import { KilnError, toKilnError } from '../kiln-error.js';
import type { DeviceReport, DeviceRequest, FallbackCause, Variant } from '../protocol.js';
import { loadWasm, type Session, type Wasm } from './wasm.js';

/** Of a browser's own description of an adapter, what may name it. */
type AdapterInfo = Pick<GPUAdapterInfo, 'description' | 'vendor' | 'architecture'>;

/** What the choice depends on; the tests have their own. */
export interface Surroundings {
  /** Null when the browser has no WebGPU. */
  gpu: { requestAdapter(): Promise<{ info: AdapterInfo } | null> } | null;
  isSecureContext: boolean;
  crossOriginIsolated: boolean;
  hardwareConcurrency: number;
  /** The page's origin; nested workers can only come from there. */
  origin: string;
  importModule: (url: string) => Promise<unknown>;
}

export interface OpenDevice {
  wasm: Wasm;
  session: Session;
  report: DeviceReport;
}

/** More threads than this only wait for each other on networks of this size. */
const defaultThreads = 8;

/** Software adapters compile the self-check's shaders for tens of seconds; nothing real takes two minutes. */
const gpuLimitMs = 120_000;

/** Starting a few workers takes well under a second; where policies block them nothing ever comes back. */
const threadsLimitMs = 15_000;

/** Where a module comes from, and how much of the processor it may use. */
interface Place {
  wasmBase: string;
  surroundings: Surroundings;
  maxThreads: number;
}

type Fallback = { cause: FallbackCause; detail: string };

/** Rejects with the fallback's cause as its code when WebGPU was forced and is impossible. */
export async function openDevice(
  { choice, maxThreads }: DeviceRequest,
  wasmBase: string,
  surroundings: Surroundings,
): Promise<OpenDevice> {
  const place = { wasmBase, surroundings, maxThreads: maxThreads ?? defaultThreads };
  if (choice === 'cpu') return openCpu(place, { cause: 'forced', detail: 'the CPU was asked for' });
  const opened = await openGpu(wasmBase, surroundings);
  if ('session' in opened) return opened;
  if (choice === 'webgpu') {
    throw new KilnError(
      opened.cause,
      `WebGPU was asked for and cannot be used: ${opened.detail}; leave the device to Kiln or choose the CPU`,
    );
  }
  return openCpu(place, opened);
}

async function openGpu(wasmBase: string, surroundings: Surroundings): Promise<OpenDevice | Fallback> {
  const { gpu } = surroundings;
  if (!gpu) {
    const why = surroundings.isSecureContext ? '' : ': it needs https or localhost';
    return { cause: 'noWebGpu', detail: `this browser offers no WebGPU here${why}` };
  }
  try {
    const adapter = await gpu.requestAdapter();
    if (!adapter) return { cause: 'noAdapter', detail: 'the browser found no WebGPU adapter' };
    const wasm = await loadWasm('webgpu', wasmBase, surroundings.importModule);
    const session = await withTimeout(gpuLimitMs, 'opening the WebGPU device', wasm.Session.open());
    const check = await withTimeout(gpuLimitMs, 'the self-check on WebGPU', session.selfCheck());
    if (!check.passed) {
      session.free();
      const detail = `the self-check differs from the CPU by ${check.difference}, more than ${check.tolerance}`;
      return { cause: 'selfCheckFailed', detail };
    }
    const report = reportOn(session, 'webgpu', null, null);
    return { wasm, session, report: { ...report, adapter: report.adapter ?? nameOf(adapter.info) } };
  } catch (thrown) {
    const error = toKilnError(thrown);
    return { cause: error.code === 'noDevice' ? 'noAdapter' : 'deviceFailed', detail: error.message };
  }
}

/** Most browsers tell vendor and architecture only, to protect their users; some not even that. */
function nameOf({ description, vendor, architecture }: AdapterInfo): string | null {
  return description || [vendor, architecture].filter(Boolean).join(' ') || null;
}

async function openCpu(place: Place, fallback: Fallback | null): Promise<OpenDevice> {
  const singleThread = whySingleThread(place);
  let why = fallback;
  if (!singleThread) {
    try {
      return await openThreads(place, fallback);
    } catch (thrown) {
      const detail = `the threaded module cannot be used: ${toKilnError(thrown).message}`;
      why = fallback ? { ...fallback, detail: `${fallback.detail}; ${detail}` } : { cause: 'deviceFailed', detail };
    }
  }
  const wasm = await loadWasm('cpu', place.wasmBase, place.surroundings.importModule);
  const session = await wasm.Session.open();
  return { wasm, session, report: reportOn(session, 'cpu', why, singleThread) };
}

async function openThreads(place: Place, fallback: Fallback | null): Promise<OpenDevice> {
  const { wasmBase, surroundings, maxThreads } = place;
  const wasm = await loadWasm('cpu-threads', wasmBase, surroundings.importModule);
  if (!wasm.initThreadPool) throw new Error('expected an export initThreadPool, found none: build it again');
  const numThreads = Math.min(surroundings.hardwareConcurrency, maxThreads);
  await withTimeout(threadsLimitMs, 'starting the threads', wasm.initThreadPool(numThreads));
  const session = await wasm.Session.open();
  return { wasm, session, report: reportOn(session, 'cpu-threads', fallback, null) };
}

function whySingleThread({ wasmBase, surroundings, maxThreads }: Place): DeviceReport['singleThread'] {
  if (maxThreads < 2) return 'asked';
  if (surroundings.hardwareConcurrency < 2) return 'oneCore';
  if (new URL(wasmBase).origin !== surroundings.origin) return 'crossOrigin';
  return surroundings.crossOriginIsolated ? null : 'notIsolated';
}

function reportOn(
  session: Session,
  variant: Variant,
  fallback: Fallback | null,
  singleThread: DeviceReport['singleThread'],
): DeviceReport {
  return { ...session.device(), variant, fallback, singleThread };
}

/** Drivers that lost their device and workers that are blocked leave promises that never settle. */
function withTimeout<T>(limitMs: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs / 1000} s`)), limitMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
