/** Notes that the browser keeps for the next visit or the next reload: a browser that keeps none is no error. */

/** What came of it; undefined where storage is blocked, as it is with cookies (reading `localStorage` alone throws), or full. */
export function attempt<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}

/** For the next visit. */
export function keepNote(key: string, text: string): void {
  attempt(() => localStorage.setItem(key, text));
}
