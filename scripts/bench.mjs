/**
 * `npm run bench -- [--workload W1] [--backend cpu] [--threads 2] [--seconds 6] [--against FILE]`: how quick training is
 * in Chromium, one line of JSON a workload and backend; without arguments, all of them. Times what dist/ holds.
 *
 * W1 is the preset cnn-keras, W2 mlp, each with batches of 128. `--threads 1` opens the page without isolation, and so the
 * module without threads; any other number is all that the machine has. `--against` takes lines of JSON with `workload`,
 * `backend`, `threads` and `stepMsMedian`, and adds how many times as quick as the quickest of them Kiln is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { lineOf, quickest } from './lib/bench.mjs';
import { trainInPage } from './lib/bench-page.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { quiet, softwareGpu } from './lib/chromium-flags.mjs';
import { at, dist } from './lib/paths.mjs';
import { Failure, main } from './lib/terminal.mjs';
import { serve } from './serve.mjs';

const workloads = { W1: { preset: 'cnn-keras', batchSize: 128 }, W2: { preset: 'mlp', batchSize: 128 } };
await main(async () => {
  const { values } = parseArgs({
    options: {
      workload: { type: 'string' },
      backend: { type: 'string' },
      threads: { type: 'string' },
      seconds: { type: 'string', default: '6' },
      against: { type: 'string' },
    },
  });
  if (!existsSync(at('dist', 'kiln.js'))) throw new Failure('dist/ holds no page; run `npm run build` first');
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Failure(`--seconds takes a number above 0, not ${values.seconds}`);
  const cores = availableParallelism();
  const all = [
    { backend: 'cpu', threads: 1 },
    { backend: 'cpu', threads: cores },
    { backend: 'webgpu', threads: 1 },
  ];
  const wanted = all.filter(
    ({ backend, threads }) =>
      (!values.backend || backend === values.backend) &&
      (!values.threads || backend !== 'cpu' || (threads === 1) === (values.threads === '1')),
  );
  const peers = values.against ? readFileSync(values.against, 'utf8') : '';
  for (const name of Object.keys(workloads).filter((name) => !values.workload || name === values.workload)) {
    for (const { backend, threads } of wanted) {
      const found = await timed({ ...workloads[name], backend, threads, seconds });
      const line = lineOf({ workload: name, backend, ...found });
      console.log(JSON.stringify(values.against ? { ...line, against: quickest(peers, line) } : line));
    }
  }
});

/** Opens a fresh browser for one measurement, so that none warms another. */
async function timed({ preset, batchSize, backend, threads, seconds }) {
  const server = await serve({ root: dist, port: 0, isolated: threads > 1 });
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: backend === 'webgpu' ? [...quiet, ...softwareGpu] : quiet,
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}data/manifest.json`);
    const module = `${server.url}kiln.js`;
    const found = await page.evaluate(trainInPage, { module, device: backend, preset, batchSize, seconds });
    return { ...found, batchSize, chromium: browser.version() };
  } finally {
    await browser.close();
    await server.close();
  }
}
