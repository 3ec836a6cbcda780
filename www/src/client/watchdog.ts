/**
 * Notices silence: a GPU that was lost leaves promises that never settle, and nothing throws. Owns the counting; what a
 * silence means is for whoever started it.
 */

/**
 * A software adapter takes three to four seconds for a step of the reference network, and tens of seconds for the first,
 * which compiles shaders; nothing that still works is silent for two minutes.
 */
const limitMs = 120_000;

/** Counted in ticks, not by the clock: a laptop that was asleep for an hour was not silent for an hour. */
const tickMs = 5_000;

/** Calls back once nothing was heard for two minutes while something was expected. */
export class Watchdog {
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ticks = 0;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  /** Says that something was heard, and whether anything more is expected. */
  heard(isMoreExpected: boolean): void {
    this.#ticks = 0;
    if (!isMoreExpected) this.end();
    else this.#timer ??= setInterval(() => this.#tick(), tickMs);
  }

  /** Counts no longer, until something is heard again. */
  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    this.#ticks += 1;
    if (this.#ticks * tickMs < limitMs) return;
    this.end();
    this.#onSilence();
  }
}

/** For messages. */
export const silenceSeconds = limitMs / 1000;
