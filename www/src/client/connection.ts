/**
 * Keeps a worker alive: when one dies, another one is started, given the data set again, and everybody is told. Owns the
 * number of attempts; refuses to go on when workers die faster than they can be of use.
 */
import { isFatal, KilnError, toKilnError } from '../kiln-error.js';
import type { DatasetInfo, DeviceReport, DeviceRequest, RunEvent, Worker as WorkerApi } from '../protocol.js';
import { Life } from './life.js';
import type { Spawn } from './spawn.js';
import type { PlaygroundEvent } from './types.js';

/** What a connection needs to start a worker, and to start another one in its place. */
export interface ConnectionOptions {
  spawn: Spawn;
  request: DeviceRequest;
  wasmBase: string;
  emit: (event: PlaygroundEvent) => void;
  /** Loads the last data set into a new worker; null when there was none. */
  restore: (api: WorkerApi) => Promise<DatasetInfo | null>;
  /** Milliseconds, for counting deaths. */
  now: () => number;
}

/** More deaths than this within a minute are no accident. */
const maxDeaths = 3;
const deathWindowMs = 60_000;

/** A worker that is replaced when it dies. */
export class Connection {
  readonly #options: ConnectionOptions;
  #life: Promise<Life>;
  #current: Life | null = null;
  #device: DeviceReport | null = null;
  #deaths: { at: number; onGpu: boolean }[] = [];
  #isDisposed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#life = this.#start(null);
    // Whoever calls hears of it; nobody calling is no reason for an unhandled rejection.
    this.#life.catch(() => undefined);
  }

  /** The device in use; throws with code 'notOpen' before there is one. */
  get device(): DeviceReport {
    if (!this.#device) throw new KilnError('notOpen', 'expected an open device, found none: await createPlayground');
    return this.#device;
  }

  /** Waits for the worker, also for the next one while one is being replaced. */
  async ask<T>(task: (api: WorkerApi) => Promise<T>): Promise<T> {
    const life = await this.#life;
    if (this.#isDisposed) throw disposed();
    return life.ask(task);
  }

  /** Settles when the first device is open. */
  async opened(): Promise<void> {
    await this.#life;
  }

  /** Ends the worker; what waits for it rejects with code 'disposed', and no other is started. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#current?.end(disposed());
  }

  async #start(cause: KilnError | null): Promise<Life> {
    let reason = cause;
    for (;;) {
      if (this.#isDisposed) throw disposed();
      let isSettled = false;
      const life = new Life(this.#options.spawn, {
        onEvent: (event: RunEvent) => this.#options.emit(event),
        onDeath: (error) => {
          if (isSettled) this.#replace(error);
        },
      });
      this.#current = life;
      try {
        const device = await this.#open(life, reason);
        const dataset = reason ? await this.#restore(life) : null;
        isSettled = true;
        this.#device = device;
        if (reason) this.#options.emit({ type: 'restarted', reason: reason.message, device, dataset });
        return life;
      } catch (thrown) {
        const error = toKilnError(thrown);
        life.end(error);
        if (this.#isDisposed || !isFatal(error)) throw error;
        // Death while opening: with the device left to us, that was the attempt at WebGPU.
        this.#count(this.#options.request.choice === 'auto');
        this.#giveUpOrGoOn(error);
        reason = error;
      }
    }
  }

  async #open(life: Life, reason: KilnError | null): Promise<DeviceReport> {
    const { request, wasmBase } = this.#options;
    const hasGpuFailed = this.#deaths.filter((death) => death.onGpu).length >= (this.#device ? 2 : 1);
    if (request.choice !== 'auto' || !hasGpuFailed || !reason) return life.open(request, wasmBase);
    const report = await life.open({ ...request, choice: 'cpu' }, wasmBase);
    return { ...report, fallback: { cause: 'deviceFailed', detail: reason.message } };
  }

  /** Without its data set a new worker is still of use. */
  async #restore(life: Life): Promise<DatasetInfo | null> {
    try {
      return await life.ask((api) => this.#options.restore(api));
    } catch (thrown) {
      if (isFatal(thrown)) throw thrown;
      return null;
    }
  }

  #replace(error: KilnError): void {
    if (this.#isDisposed) return;
    this.#count(this.#device?.backend === 'webgpu');
    this.#life = Promise.resolve().then(() => {
      this.#giveUpOrGoOn(error);
      return this.#start(error);
    });
    this.#life.catch((thrown: unknown) => {
      if (this.#isDisposed) return;
      const { code, message } = toKilnError(thrown);
      this.#options.emit({ type: 'lost', code, message });
    });
  }

  #count(onGpu: boolean): void {
    this.#deaths.push({ at: this.#options.now(), onGpu });
  }

  #giveUpOrGoOn(error: KilnError): void {
    const since = this.#options.now() - deathWindowMs;
    const recent = this.#deaths.filter((death) => death.at > since);
    if (recent.length <= maxDeaths) return;
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
