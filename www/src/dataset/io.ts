/**
 * Everything the dataset room needs from the outside, in one place, so that tests can stand in for the browser.
 */
export interface DatasetIo {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Undefined where the page is not a secure context. */
  caches: CacheStorage | undefined;
  /** Undefined where the page is not a secure context. */
  subtle: SubtleCrypto | undefined;
  isOnline: () => boolean;
  /** Where `manifest.json` and `mnist/` lie; ends with a slash. */
  dataBase: string;
  /** A server that sends nothing for so long is given up. */
  inactivityMs: number;
}

/** Mobile networks pause for seconds; a quarter of a minute without one byte is a dead connection. */
const inactivityMs = 15_000;

export function browserIo(dataBase: string): DatasetIo {
  return {
    fetch: (url, init) => fetch(url, init),
    caches: openCaches(),
    subtle: globalThis.crypto?.subtle,
    isOnline: () => navigator.onLine,
    dataBase,
    inactivityMs,
  };
}

/** Reading the property alone throws in sandboxed frames. */
function openCaches(): CacheStorage | undefined {
  try {
    return globalThis.caches;
  } catch {
    return undefined;
  }
}
