/**
 * What the browser's Event Timing says of clicks, keys and strokes: how long each took until the next frame, and how much
 * of that was work of the page. On a machine whose cores are all taken, frames wait for one; the work does not grow.
 */
import type { Page } from '@playwright/test';

export interface Interaction {
  name: string;
  /** From the input until the frame that shows what came of it, in milliseconds, rounded to 8. */
  duration: number;
  /** Of it, from the input until the page's own listeners are done. */
  work: number;
}

export class Interactions {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async observe(): Promise<void> {
    await this.page.evaluate(() => {
      const found: unknown[] = [];
      // TypeScript does not know the threshold yet.
      const options: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (!(entry instanceof PerformanceEventTiming) || Reflect.get(entry, 'interactionId') === 0) continue;
          const { name, duration, startTime, processingEnd } = entry;
          found.push({ name, duration, work: processingEnd - startTime });
        }
      }).observe(options);
      Object.assign(globalThis, { interactions: found });
    });
  }

  found(): Promise<Interaction[]> {
    return this.page.evaluate(() => Reflect.get(globalThis, 'interactions'));
  }
}
