import { describe, expect, it } from 'vitest';
import { tabOf } from './tab.js';

/** What all tabs of a browser share. */
class Locks {
  readonly #held = new Set<string>();

  async request<T>(name: string, options: LockOptions | LockGrantedCallback<T>, callback?: LockGrantedCallback<T>) {
    const granted = typeof options === 'function' ? options : callback;
    if (!granted) throw new Error('expected what to do with the lock');
    if (this.#held.has(name)) return await granted(null);
    this.#held.add(name);
    try {
      return await granted({ name, mode: 'exclusive' });
    } finally {
      this.#held.delete(name);
    }
  }

  async query(): Promise<LockManagerSnapshot> {
    return { held: [...this.#held].map((name) => ({ name, mode: 'exclusive' as const })), pending: [] };
  }
}

function storage() {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

describe('a tab', () => {
  it('remembers what it had at hand, and reads nothing else for it', () => {
    const session = storage();
    const tab = tabOf({ storage: () => session, locks: undefined });
    expect(tab.remembered()).toBeNull();
    tab.remember({ id: 'a', link: null });
    expect(tab.remembered()).toEqual({ id: 'a', link: null });
    tab.remember({ id: 'a', link: '1.mlp.mnist' });
    expect(tab.remembered()).toEqual({ id: 'a', link: '1.mlp.mnist' });
    tab.remember(null);
    expect(tab.remembered()).toBeNull();
    for (const text of ['{', '7', 'null', '{"id":"a"}', '{"id":1,"link":null}']) {
      session.values.set('kiln.run', text);
      expect(tab.remembered(), text).toBeNull();
    }
  });

  it('does without a memory that is blocked', () => {
    const tab = tabOf({
      storage: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
      locks: undefined,
    });
    tab.remember({ id: 'a', link: null });
    expect(tab.remembered()).toBeNull();
  });

  it('has a run for itself alone until it takes another one', async () => {
    const locks = new Locks();
    const [one, other] = [tabOf({ storage, locks }), tabOf({ storage, locks })];
    expect(await one.hold('a')).toBe(true);
    expect(await one.hold('a')).toBe(true);
    expect(await other.hold('a')).toBe(false);
    expect(await other.isElsewhere('a')).toBe(true);
    expect(await one.isElsewhere('a')).toBe(false);
    expect(await one.hold('b')).toBe(true);
    one.keepOnly('b');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(await other.hold('a')).toBe(true);
    expect(await other.isElsewhere('b')).toBe(true);
    one.keepOnly(null);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(await other.isElsewhere('b')).toBe(false);
  });

  it('tells the others what it has at hand, and whether it trains', async () => {
    const locks = new Locks();
    const [one, other] = [tabOf({ storage, locks }), tabOf({ storage, locks })];
    const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
    await one.hold('a');
    expect([...(await other.others())]).toEqual([['a', 'open']]);
    expect([...(await one.others())]).toEqual([]);
    one.trains('a');
    await settle();
    expect([...(await other.others())]).toEqual([['a', 'training']]);
    expect([...(await one.others())]).toEqual([]);
    // As quickly as a visitor may press.
    one.trains(null);
    one.trains('a');
    one.trains(null);
    await settle();
    await settle();
    expect([...(await other.others())]).toEqual([['a', 'open']]);
    one.keepOnly(null);
    await settle();
    expect([...(await other.others())]).toEqual([]);
  });

  it('takes any run where there are no locks', async () => {
    const tab = tabOf({ storage, locks: undefined });
    expect(await tab.hold('a')).toBe(true);
    expect(await tab.isElsewhere('a')).toBe(false);
    tab.trains('a');
    expect([...(await tab.others())]).toEqual([]);
  });
});
