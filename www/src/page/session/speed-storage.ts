/** Notes how fast a run went when it is paused or over, and keeps that for the next visit. */
import { isAmount, isText, object, orNull, parseJson, refine } from '../../guards.js';
import type { Speed } from '../../state/run/forecast.js';
import { speedOf, withSpeed } from '../../state/slices/speeds.js';
import { keepNote } from '../browser/browser-storage.js';
import type { Store } from '../store.js';

const storageKey = 'kiln.speeds';

export class SpeedStorage {
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
    keepNote(storageKey, JSON.stringify(next));
  }
}

/** What is not as this version writes it is left out. */
export function readSpeeds(kept: (key: string) => string | null): readonly Speed[] {
  const found = parseJson(kept(storageKey) ?? '');
  return Array.isArray(found) ? found.filter(isSpeed) : [];
}

const isSpeed = refine(
  object<Speed>({
    device: isText,
    multiplyAdds: isAmount,
    network: isAmount,
    batchSize: isAmount,
    trained: isAmount,
    tested: orNull(isAmount),
  }),
  ({ trained }) => trained > 0,
);
