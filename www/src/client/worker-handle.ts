/**
 * A handle on one worker, from its start to its end. Owns the calls that wait for it and the judgement that it has
 * crashed; refuses to start another one.
 */
import type { WorkerApi } from '../calls.js';
import { isFatal, KilnError, toKilnError } from '../kiln-error.js';
import type { DeviceReport, DeviceRequest, RunEvent, RunStatus } from '../protocol.js';
import type { Spawn, SpawnedWorker } from './spawn.js';
import { silenceSeconds, Watchdog } from './watchdog.js';

/** Who hears what a worker says. */
export interface WorkerListeners {
  onEvent: (event: RunEvent) => void;
  /** Once, after every waiting call was rejected. */
  onCrash: (error: KilnError) => void;
}

/** One worker: calls go to it until it crashes or is ended. */
export class WorkerHandle {
  readonly #worker: SpawnedWorker;
  readonly #listeners: WorkerListeners;
  readonly #waiting = new Set<(error: KilnError) => void>();
  readonly #watchdog: Watchdog;
  #isOver = false;
  /** The processor is only ever slow; a GPU can be gone. */
  #isWatched = false;
  #status: RunStatus = 'idle';
  #seconds = 0;

  constructor(spawn: Spawn, listeners: WorkerListeners) {
    this.#listeners = listeners;
    this.#watchdog = new Watchdog(() =>
      this.#crash(
        new KilnError('fatal', `the device gave no sign of life for ${silenceSeconds} s: it is taken for lost`),
      ),
    );
    this.#worker = spawn((error) => this.#crash(error));
  }

  /** Opens the device that was asked for, and says which it is. */
  async open(request: DeviceRequest, wasmBase: string): Promise<DeviceReport> {
    const report = await this.ask((api) => api.open(request, (event) => this.#hear(event), wasmBase));
    this.#isWatched = report.backend === 'webgpu';
    return report;
  }

  /** Rejects with code 'fatal' when the worker crashes meanwhile. */
  ask<T>(task: (api: WorkerApi) => Promise<T>): Promise<T> {
    if (this.#isOver) return Promise.reject(new KilnError('fatal', 'the worker has ended'));
    const answer = new Promise<T>((resolve, reject) => {
      this.#waiting.add(reject);
      const settle = () => {
        this.#waiting.delete(reject);
        this.#watch();
      };
      task(this.#worker.api).then(
        (value) => {
          settle();
          resolve(value);
        },
        (thrown: unknown) => {
          settle();
          const error = toKilnError(thrown);
          reject(error);
          if (isFatal(error)) this.#crash(error);
        },
      );
    });
    this.#watch();
    return answer;
  }

  /** Rejects what waits and ends the worker; no listener hears of it. */
  end(error: KilnError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watchdog.end();
    this.#worker.end();
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
  }

  #hear(event: RunEvent): void {
    if (this.#isOver) return;
    if (event.type === 'failed' && event.code === 'fatal') {
      this.#seconds = event.seconds;
      this.#crash(new KilnError(event.code, event.message));
      return;
    }
    if (event.type === 'status') this.#status = event.status;
    if (event.type === 'failed') this.#status = 'failed';
    if (event.type !== 'began') this.#seconds = event.seconds;
    this.#watch();
    this.#listeners.onEvent(event);
  }

  #watch(): void {
    if (!this.#isOver && this.#isWatched) this.#watchdog.heard(this.#waiting.size > 0 || this.#status === 'running');
  }

  /** A run that was under way fails before anything else is heard. */
  #crash(error: KilnError): void {
    if (this.#isOver) return;
    this.end(error);
    if (this.#status === 'running' || this.#status === 'paused') {
      const { code, message } = error;
      this.#listeners.onEvent({ type: 'failed', code, message, seconds: this.#seconds });
    }
    this.#listeners.onCrash(error);
  }
}
