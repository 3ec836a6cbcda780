/**
 * Keeps a worker alive: when one crashes, another one is started, given the data set again, and everybody is told. Owns the
 * number of attempts; refuses to go on when workers crash faster than they can be of use.
 */
import type { WorkerApi } from '../calls.js';
import { isFatal, KilnError, toKilnError } from '../kiln-error.js';
import type { DatasetInfo, DeviceReport, DeviceRequest, RunEvent } from '../protocol.js';
import type { Spawn } from './spawn.js';
import type { PlaygroundEvent } from './types.js';
import { WorkerHandle } from './worker-handle.js';

/** What a connection needs to start a worker, and to start another one in its place. */
export interface ConnectionOptions {
  spawn: Spawn;
  request: DeviceRequest;
  wasmBase: string;
  emit: (event: PlaygroundEvent) => void;
  /** Loads the last data set into a new worker; null when there was none. */
  reloadDataset: (api: WorkerApi) => Promise<DatasetInfo | null>;
  /** Milliseconds, for counting crashes. */
  now: () => number;
}

/** More crashes than this within a minute are no accident. */
const maxCrashes = 3;
const crashWindowMs = 60_000;

/** A worker that is replaced when it crashes. */
export class Connection {
  readonly #options: ConnectionOptions;
  #handle: Promise<WorkerHandle>;
  #current: WorkerHandle | null = null;
  #device: DeviceReport | null = null;
  #crashes: { at: number; onGpu: boolean }[] = [];
  #isDisposed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#handle = this.#start(null);
    // Whoever calls hears of it; nobody calling is no reason for an unhandled rejection.
    this.#handle.catch(() => undefined);
  }

  /** The device in use; throws with code 'notOpen' before there is one. */
  get device(): DeviceReport {
    if (!this.#device) throw new KilnError('notOpen', 'expected an open device, found none: await createPlayground');
    return this.#device;
  }

  /** Waits for the worker, also for the next one while one is being replaced. */
  async ask<T>(task: (api: WorkerApi) => Promise<T>): Promise<T> {
    const handle = await this.#handle;
    if (this.#isDisposed) throw disposed();
    return handle.ask(task);
  }

  /** Settles when the first device is open. */
  async opened(): Promise<void> {
    await this.#handle;
  }

  /** Ends the worker; what waits for it rejects with code 'disposed', and no other is started. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#current?.end(disposed());
  }

  async #start(cause: KilnError | null): Promise<WorkerHandle> {
    let reason = cause;
    for (;;) {
      if (this.#isDisposed) throw disposed();
      let isSettled = false;
      const handle = new WorkerHandle(this.#options.spawn, {
        onEvent: (event: RunEvent) => this.#options.emit(event),
        onCrash: (error) => {
          if (isSettled) this.#replace(error);
        },
      });
      this.#current = handle;
      try {
        const device = await this.#open(handle, reason);
        const dataset = reason ? await this.#reloadDataset(handle) : null;
        isSettled = true;
        this.#device = device;
        if (reason) this.#options.emit({ type: 'restarted', reason: reason.message, device, dataset });
        return handle;
      } catch (thrown) {
        const error = toKilnError(thrown);
        handle.end(error);
        if (this.#isDisposed || !isFatal(error)) throw error;
        // A crash while opening: with the device left to us, that was the attempt at WebGPU.
        this.#count(this.#options.request.choice === 'auto');
        this.#giveUpOrGoOn(error);
        reason = error;
      }
    }
  }

  async #open(handle: WorkerHandle, reason: KilnError | null): Promise<DeviceReport> {
    const { request, wasmBase } = this.#options;
    const hasGpuFailed = this.#crashes.filter((crash) => crash.onGpu).length >= (this.#device ? 2 : 1);
    if (request.choice !== 'auto' || !hasGpuFailed || !reason) return handle.open(request, wasmBase);
    const report = await handle.open({ ...request, choice: 'cpu' }, wasmBase);
    return { ...report, fallback: { cause: 'deviceFailed', detail: reason.message } };
  }

  /** Without its data set a new worker is still of use. */
  async #reloadDataset(handle: WorkerHandle): Promise<DatasetInfo | null> {
    try {
      return await handle.ask((api) => this.#options.reloadDataset(api));
    } catch (thrown) {
      if (isFatal(thrown)) throw thrown;
      return null;
    }
  }

  #replace(error: KilnError): void {
    if (this.#isDisposed) return;
    this.#count(this.#device?.backend === 'webgpu');
    this.#handle = Promise.resolve().then(() => {
      this.#giveUpOrGoOn(error);
      return this.#start(error);
    });
    this.#handle.catch((thrown: unknown) => {
      if (this.#isDisposed) return;
      const { code, message } = toKilnError(thrown);
      this.#options.emit({ type: 'lost', code, message });
    });
  }

  #count(onGpu: boolean): void {
    this.#crashes.push({ at: this.#options.now(), onGpu });
  }

  #giveUpOrGoOn(error: KilnError): void {
    const since = this.#options.now() - crashWindowMs;
    const recent = this.#crashes.filter((crash) => crash.at > since);
    if (recent.length <= maxCrashes) return;
    throw new KilnError(
      'fatal',
      `the worker died ${recent.length} times within a minute, last of this: ${error.message}; reload the page`,
      { cause: error },
    );
  }
}

function disposed(): KilnError {
  return new KilnError('disposed', 'the playground was disposed: create another one');
}
