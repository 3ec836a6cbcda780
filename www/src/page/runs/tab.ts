/**
 * Which run this tab has at hand: remembered for a reload, held against other tabs, and told to them. Owns the spelling in
 * sessionStorage and the names of locks; a browser that has neither is no error.
 */
import { isText, object, orNull, parseJson } from '../../guards.js';
import type { Elsewhere } from '../../state/slices/runs.js';
import { attempt } from '../browser/browser-storage.js';

export interface Tab {
  /** What this tab had at hand before it was loaded again. */
  remembered(): Remembered | null;
  remember(what: Remembered | null): void;
  /** For this tab alone, until `keepOnly`; false: another one has it. */
  hold(id: string): Promise<boolean>;
  /** Lets go of all others. */
  keepOnly(id: string | null): void;
  isElsewhere(id: string): Promise<boolean>;
  /** Tells other tabs that this run is being trained here; null: none is. */
  trains(id: string | null): void;
  /** What other tabs have at hand, by its id. */
  others(): Promise<ReadonlyMap<string, Elsewhere>>;
}

export interface Remembered {
  readonly id: string;
  /** The run that the address carried; another one in its place is a link that was followed since. */
  readonly link: string | null;
}

const key = 'kiln.run';
const prefixes = { open: 'kiln-run-', training: 'kiln-trains-' } as const satisfies Record<Elsewhere, string>;
const lockName = (id: string) => `${prefixes.open}${id}`;

/** As much of the browser as is needed. */
export interface TabParts {
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Missing where the page is not from a secure place. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | undefined;
}

export function browserTab(): Tab {
  return tabOf({ storage: () => sessionStorage, locks: navigator.locks as LockManager | undefined });
}

export function tabOf({ storage, locks }: TabParts): Tab {
  const held = new Map<string, () => void>();
  let written: string | undefined;
  let trained: string | null = null;
  /** Lets go of the lock that tells of it, once there is one. */
  let untold: Promise<(() => void) | null> = Promise.resolve(null);
  return {
    remembered: () => {
      const text = attempt(() => storage().getItem(key));
      return typeof text === 'string' ? read(text) : null;
    },
    remember: (what) => {
      const text = JSON.stringify(what);
      // Asked for many times a second.
      if (text === written) return;
      written = text;
      attempt(() => (what ? storage().setItem(key, text) : storage().removeItem(key)));
    },
    hold: async (id) => {
      if (!locks || held.has(id)) return true;
      const release = await acquire(locks, lockName(id));
      if (release) held.set(id, release);
      return release !== null;
    },
    keepOnly: (id) => {
      for (const [other, release] of held) {
        if (other === id) continue;
        held.delete(other);
        release();
      }
    },
    isElsewhere: async (id) => {
      if (!locks || held.has(id)) return false;
      const { held: all = [] } = await locks.query();
      return all.some(({ name }) => name === lockName(id));
    },
    trains: (id) => {
      if (!locks || id === trained) return;
      trained = id;
      untold = untold.then((release) => {
        release?.();
        // Many changes may have come meanwhile; the last one counts.
        return trained === null || trained !== id ? null : acquire(locks, `${prefixes.training}${trained}`);
      });
    },
    others: async () => {
      const { held: all = [] } = (await locks?.query()) ?? {};
      const found = new Map<string, Elsewhere>();
      // Last those that are trained, which are open, too.
      for (const what of ['open', 'training'] as const) {
        for (const { name } of all) {
          const id = name?.startsWith(prefixes[what]) ? name.slice(prefixes[what].length) : null;
          if (id !== null && !held.has(id)) found.set(id, what);
        }
      }
      return found;
    },
  };
}

/** Null where somebody else has it. */
function acquire(locks: Pick<LockManager, 'request'>, name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(() => release()));
        resolve(null);
        return undefined;
      })
      // A browser that refuses locks has no say in what may be opened.
      .catch(() => resolve(() => undefined));
  });
}

const isRemembered = object<Remembered>({ id: isText, link: orNull(isText) });

function read(text: string): Remembered | null {
  const value = parseJson(text);
  return isRemembered(value) ? { id: value.id, link: value.link } : null;
}
