import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeRunState } from '../../state/run/fake-kept-run.js';
import type { PageEvent } from '../../state/state.js';
import { initialState } from '../../state/state.js';
import { Store } from '../store.js';
import { readSpeeds, SpeedStorage } from './speed-storage.js';

const report = {
  backend: 'cpu',
  adapter: null,
  threads: 2,
  variant: 'cpu-threads',
  fallback: null,
  singleThread: null,
} as const;

function setUp() {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const run = { ...fakeRunState(25), status: 'running' as const };
  const store = new Store(
    { ...initialState, device: { phase: 'ready', report }, run },
    { nextFrame: (task) => task(), after: () => undefined },
  );
  const storage = new SpeedStorage(store);
  store.subscribe(() => storage.follow());
  const status = (status: 'paused' | 'running' | 'finished'): PageEvent => ({
    type: 'run',
    action: { type: 'status', status, seconds: 2.5 },
  });
  return { store, status, read: () => readSpeeds((key) => kept.get(key) ?? null) };
}

describe('SpeedStorage', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('notes a run when it is over, and reads it again on the next visit', () => {
    const { store, status, read } = setUp();
    store.dispatch(status('finished'));
    expect(store.state.speeds).toHaveLength(1);
    const [speed] = store.state.speeds;
    expect(speed?.trained).toBeGreaterThan(0);
    expect(read()).toEqual([speed]);
  });

  it('has one entry for the same network, however often it was paused', () => {
    const { store, status } = setUp();
    for (const next of ['paused', 'running', 'paused', 'running', 'finished'] as const) store.dispatch(status(next));
    expect(store.state.speeds).toHaveLength(1);
  });

  it('leaves out what it cannot read', () => {
    expect(readSpeeds(() => null)).toEqual([]);
    expect(readSpeeds(() => 'nonsense')).toEqual([]);
    const good = { device: 'cpu  2', multiplyAdds: 1, network: 1, batchSize: 1, trained: 1, tested: null };
    const found = [good, { ...good, trained: 0 }, { ...good, device: 3 }, { ...good, tested: 'fast' }, null, 7];
    expect(readSpeeds(() => JSON.stringify(found))).toEqual([good]);
  });
});
