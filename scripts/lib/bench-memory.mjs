/** Memory over a long run: what the module's memory, the page's JavaScript and the browser's processes have. */
import { readdirSync, readFileSync } from 'node:fs';
import { growth } from './bench.mjs';
import { withBrowser } from './bench-browser.mjs';
import { trainInPage } from './bench-page.mjs';
import { Failure } from './terminal.mjs';

/** Samples of a run. */
const numSamples = 20;

/** Makes so many steps and answers with one line for the terminal. */
export function memoryOf({ workload, backend, threads, steps }) {
  const flags = [
    '--js-flags=--expose-gc',
    '--enable-blink-features=ForceEagerMeasureMemory',
    '--enable-precise-memory-info',
  ];
  return withBrowser({ backend, flags }, async ({ page, url, version, pid }) => {
    await page.goto(`${url}data/manifest.json`);
    const work = { base: url, device: backend, threads, workload, steps };
    const device = await page.evaluate(trainInPage, work);
    const module = `${url}wasm/${device.variant}/kiln.js`;
    const samples = [];
    const every = Math.max(1, Math.floor(steps / numSamples));
    // What is asked for first is a cache and a pool that fills; the next sample is where all has settled.
    let next = Math.min(500, every);
    for (;;) {
      const step = await page.evaluate(() => globalThis.kilnSteps());
      if (step >= next || step >= steps) {
        samples.push({ step, ...(await sampled(page, module, pid)) });
        next = step + every;
      }
      if (step >= steps) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const measures = ['wasm_bytes', 'script_bytes', 'process_bytes'];
    const grown = growth(samples, measures, Math.min(500, steps / 4));
    return {
      workload,
      mode: 'memory',
      backend,
      threads: device.threads,
      steps,
      growth: grown,
      samples,
      chromium: version,
    };
  });
}

async function sampled(page, module, pid) {
  const worker = page.workers().find((worker) => /assets\//.test(worker.url()));
  if (!worker) throw new Failure(`expected Kiln's worker, found ${page.workers().map((worker) => worker.url())}`);
  // The module is there already: this is the instance that trains.
  const wasm_bytes = await worker.evaluate(async (address) => {
    globalThis.gc();
    const exports = await (await import(address)).default();
    return exports.memory.buffer.byteLength;
  }, module);
  // Threads that wait for work answer no such question: with them, the page alone.
  const script_bytes = await page.evaluate(async (isThreaded) => {
    globalThis.gc();
    if (isThreaded) return performance.memory.usedJSHeapSize;
    return (await performance.measureUserAgentSpecificMemory()).bytes;
  }, module.includes('/cpu-threads/'));
  return { wasm_bytes, script_bytes, process_bytes: residentBytes(pid) };
}

/** Of a process and all below it: with a software adapter, what a graphics card would have. */
function residentBytes(root) {
  const processes = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      processes.set(Number(name), { parent: Number(fields[1]), pages: Number(fields[21]) });
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid) => pid === root || (processes.has(pid) && isBelow(processes.get(pid).parent));
  const pages = [...processes].filter(([pid]) => isBelow(pid)).map(([, { pages }]) => pages);
  return pages.reduce((sum, count) => sum + count, 0) * 4096;
}
