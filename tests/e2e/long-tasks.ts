/**
 * How long tasks of the page's main thread take: by the browser's own observer, and by processor time. The observer
 * counts a task that waits for a core as long; processor time says what the page itself did.
 */
import type { Browser, Page } from '@playwright/test';

/** Begins to note tasks longer than 50 ms. */
export async function observeLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: number[] = [];
    new PerformanceObserver((list) => {
      durations.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: 'longtask' });
    Object.assign(globalThis, { longTasks: durations });
  });
}

/** In milliseconds, since they were first observed. */
export function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => Reflect.get(globalThis, 'longTasks'));
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds; only tasks have it. */
  tdur?: number;
  args: { name?: string };
}

/** Processor time of the longest task while `work` goes on, in milliseconds. */
export async function longestCpuTime(browser: Browser, page: Page, work: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const events = trace.traceEvents;
  const main = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread),
  );
  const times = events.filter((event) => main.has(thread(event))).map(({ tdur }) => (tdur ?? 0) / 1000);
  if (times.length < 100) throw new Error(`expected the trace of a page at work, found ${times.length} events`);
  return times.reduce((longest, time) => Math.max(longest, time), 0);
}
