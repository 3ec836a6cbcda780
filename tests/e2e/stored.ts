/** What the browser's database holds of runs, as the page has written it down. */
import type { Page } from '@playwright/test';

export interface Stored {
  id: string;
  number: number;
  status: string;
  step: number;
  seconds: number;
  checkpoint: { step: number; bytes: number } | null;
  note?: string;
}

/** Runs newest first, and of each the steps of its curves. */
export async function stored(page: Page): Promise<(Stored & { curve: number[] })[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('kiln');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all = (store: string) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const runs = (await all('runs')) as (Stored & { beganAt: number })[];
    const curves = (await all('curves')) as { step: Float64Array }[];
    database.close();
    return runs
      .map((run, place) => ({ ...run, curve: [...(curves[place]?.step ?? [])] }))
      .sort((one, other) => other.beganAt - one.beganAt);
  });
}

/** How many drawings are kept. */
export async function numDrawings(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('kiln');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const count = await new Promise<number>((resolve, reject) => {
      const request = database.transaction('drawings').objectStore('drawings').count();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return count;
  });
}
