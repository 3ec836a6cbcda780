/**
 * Keeps the screen on while it is wanted and the page is seen: a device that falls asleep stops training. A browser
 * without wake locks, or one that refuses, is no error.
 */
export interface WakeLockParts {
  /** Undefined where the browser has none. */
  request: (() => Promise<{ release: () => Promise<void> }>) | undefined;
  isVisible: () => boolean;
}

export class WakeLock {
  readonly #parts: WakeLockParts;
  #isWanted = false;
  #held: { release: () => Promise<void> } | null = null;
  #isAsking = false;

  constructor(parts: WakeLockParts) {
    this.#parts = parts;
  }

  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    if (isWanted) void this.#take();
    else this.#release();
  }

  /** A browser takes a lock back when the page is hidden: it has to be asked for again. */
  visibilityChanged(): void {
    if (!this.#parts.isVisible()) this.#held = null;
    else if (this.#isWanted) void this.#take();
  }

  async #take(): Promise<void> {
    const { request, isVisible } = this.#parts;
    if (!request || this.#held || this.#isAsking || !isVisible()) return;
    this.#isAsking = true;
    try {
      this.#held = await request();
    } catch {
      // Such as with a battery that is nearly empty.
    } finally {
      this.#isAsking = false;
    }
    if (!this.#isWanted) this.#release();
  }

  #release(): void {
    this.#held?.release().catch(() => undefined);
    this.#held = null;
  }
}

export function browserWakeLock(): WakeLock {
  // Not there on pages without HTTPS, whatever its type says.
  const lock: BrowserLock | undefined = navigator.wakeLock;
  return new WakeLock({
    request: lock && (() => lock.request('screen')),
    isVisible: () => document.visibilityState === 'visible',
  });
}

type BrowserLock = Navigator['wakeLock'];
