/** Time spent running, pauses excluded. Refuses to know what is being timed. */
export class Stopwatch {
  readonly #now: () => number;
  #elapsedMs = 0;
  #startedAt: number | null = null;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  start(): void {
    this.#startedAt ??= this.#now();
  }

  stop(): void {
    this.#elapsedMs = this.#total();
    this.#startedAt = null;
  }

  /** To so many seconds already gone. */
  reset(seconds = 0): void {
    this.#elapsedMs = seconds * 1000;
    this.#startedAt = null;
  }

  get seconds(): number {
    return this.#total() / 1000;
  }

  #total(): number {
    return this.#elapsedMs + (this.#startedAt === null ? 0 : this.#now() - this.#startedAt);
  }
}
