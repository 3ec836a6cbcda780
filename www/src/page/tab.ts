/**
 * Which run this tab has at hand: remembered for a reload, and held against other tabs. Owns the spelling in
 * sessionStorage and the names of locks; a browser that has neither is no error.
 */
export interface Tab {
  /** What this tab had at hand before it was loaded again. */
  remembered(): Remembered | null;
  remember(what: Remembered | null): void;
  /** For this tab alone, until `keepOnly`; false: another one has it. */
  hold(id: string): Promise<boolean>;
  /** Lets go of all others. */
  keepOnly(id: string | null): void;
  isElsewhere(id: string): Promise<boolean>;
}

export interface Remembered {
  readonly id: string;
  /** The run that the address carried; another one in its place is a link that was followed since. */
  readonly link: string | null;
}

const key = 'kiln.run';
const lockName = (id: string) => `kiln-run-${id}`;

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

function read(text: string): Remembered | null {
  const value: unknown = attempt(() => JSON.parse(text));
  if (typeof value !== 'object' || value === null || !('id' in value) || !('link' in value)) return null;
  const { id, link } = value;
  return typeof id === 'string' && (link === null || typeof link === 'string') ? { id, link } : null;
}

/** Reading `sessionStorage` alone throws where cookies are blocked. */
function attempt<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}
