/** Notes how fast a run went when it is paused or over, and keeps that for the next visit. */
import type { Speed } from '../view/forecast.js';
import { speedOf, withSpeed } from '../view/state/speeds.js';
import type { Store } from './store.js';

const storageKey = 'kiln.speeds';

export class SpeedKeeper {
  readonly #store: Store;
  #status: string;

  constructor(store: Store) {
    this.#store = store;
    this.#status = store.state.run.status;
  }

  /** Called whenever the state has changed. */
  follow(): void {
    const { run, device, speeds } = this.#store.state;
    const [before, now] = [this.#status, run.status];
    this.#status = now;
    if (before !== 'running' || now === 'running' || now === 'idle') return;
    const speed = speedOf(run, device.report);
    if (!speed) return;
    const next = withSpeed(speeds, speed);
    this.#store.dispatch({ type: 'speedsKnown', speeds: next });
    keep(next);
  }
}

/** What is not as this version writes it is left out. */
export function readSpeeds(kept: (key: string) => string | null): readonly Speed[] {
  try {
    const found: unknown = JSON.parse(kept(storageKey) ?? '[]');
    return Array.isArray(found) ? found.filter(isSpeed) : [];
  } catch {
    return [];
  }
}

function isSpeed(value: unknown): value is Speed {
  if (typeof value !== 'object' || value === null) return false;
  const of = new Map<string, unknown>(Object.entries(value));
  const isNumber = (name: string) => {
    const number = of.get(name);
    return typeof number === 'number' && Number.isFinite(number) && number >= 0;
  };
  return (
    typeof of.get('device') === 'string' &&
    ['multiplyAdds', 'network', 'batchSize', 'trained'].every(isNumber) &&
    of.get('trained') !== 0 &&
    (of.get('tested') === null || isNumber('tested'))
  );
}

/** A browser that keeps nothing is no error. */
function keep(speeds: readonly Speed[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(speeds));
  } catch {
    // Cookies are blocked, or there is no room.
  }
}
