/** What of the browser the keeping of runs stands on: its database, its locks, its clock, its word on how much room there is. */
import type { RunStorage } from '../../runs/run-storage.js';
import { linkParameter } from '../address/link.js';
import { saveFile } from '../browser/save-file.js';
import type { RunControllerParts } from './run-controller.js';
import { browserTab } from './tab.js';

/** A page that is not from a secure place has no such manager. */
const storage: StorageManager | undefined = navigator.storage;

export function runEnvironment(): Omit<RunControllerParts, 'store' | 'session' | 'words'> {
  return {
    disk: Promise.race([openDisk(), after(PATIENCE_MS)]).catch(() => null),
    save: saveFile,
    tab: browserTab(),
    link: () => new URLSearchParams(location.search).get(linkParameter),
    isReload: isReload(),
    persist: async () => storage?.persist(),
    estimate: async () => {
      const { usage, quota } = (await storage?.estimate()) ?? {};
      return usage === undefined || quota === undefined ? null : { usage, quota };
    },
    now: () => performance.now(),
    date: () => Date.now(),
    newId,
    every: (milliseconds, task) => {
      setInterval(() => {
        if (document.visibilityState === 'visible') task();
      }, milliseconds);
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, 20)),
  };
}

/** A database that does not answer is none: the page must not wait for it. A machine with other work may take seconds. */
const PATIENCE_MS = 15_000;

async function openDisk(): Promise<RunStorage> {
  const { openDatabase } = await import('../../runs/database.js');
  return openDatabase();
}

function after(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds));
}

function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}

/** `randomUUID` wants a secure page; the numbers behind it do not. */
function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
