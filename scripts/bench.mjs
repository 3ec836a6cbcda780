/**
 * `npm run bench -- [--workload W1] [--mode train] [--backend cpu] [--threads 2] [--seconds 6] [--against FILE]`: how
 * quick Kiln is in Chromium, one line of JSON a workload, mode and backend; without arguments, all of them. Times what
 * dist/ holds.
 *
 * W1 is the preset cnn-keras, W2 mlp, each with batches of 128. Modes: `train`; `infer`, which reads 1000 images at a
 * time and one by one; `page`, which is how long Kiln's own page takes to its first step. `--against` takes lines of JSON
 * as a harness of peers writes them, and adds how many times as quick as the quickest of them Kiln is.
 *
 * `--memory [--steps 20000]` samples memory over a long run instead.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { lineOf, median, quickest } from './lib/bench.mjs';
import { brotliBytes, withBrowser } from './lib/bench-browser.mjs';
import { memoryOf } from './lib/bench-memory.mjs';
import { firstStepPage, measureInPage, pressTrainAtOnce } from './lib/bench-page.mjs';
import { at } from './lib/paths.mjs';
import { Failure, main } from './lib/terminal.mjs';

const presets = { W1: { preset: 'cnn-keras', batchSize: 128 }, W2: { preset: 'mlp', batchSize: 128 } };
const modes = ['train', 'infer', 'page'];

await main(async () => {
  const { values } = parseArgs({
    options: {
      workload: { type: 'string' },
      mode: { type: 'string' },
      backend: { type: 'string' },
      threads: { type: 'string' },
      seconds: { type: 'string', default: '6' },
      against: { type: 'string' },
      memory: { type: 'boolean', default: false },
      steps: { type: 'string', default: '20000' },
    },
  });
  if (!existsSync(at('dist', 'measure.js'))) throw new Failure('dist/ holds no page; run `npm run build` first');
  const workloads = chosen('workload', values.workload, Object.keys(presets));
  const backends = chosen('backend', values.backend, ['cpu', 'webgpu']);
  const cpuThreads = values.threads ? [positive('threads', values.threads)] : [1, availableParallelism()];
  const devices = backends.flatMap((backend) =>
    (backend === 'cpu' ? [...new Set(cpuThreads)] : [1]).map((threads) => ({ backend, threads })),
  );
  if (values.memory) {
    const steps = positive('steps', values.steps);
    for (const workload of workloads)
      for (const device of devices) print(await memoryOf({ ...device, workload, steps }));
    return;
  }

  const seconds = positive('seconds', values.seconds);
  const peers = values.against ? readFileSync(values.against, 'utf8') : null;
  const wanted = chosen('mode', values.mode, modes);
  if (wanted.includes('page')) for (const backend of backends) print(await pageLine(backend));
  const timed = wanted.filter((mode) => mode !== 'page');
  for (const device of timed.length > 0 ? devices : []) {
    for (const workload of workloads) {
      const first = await firstStep({ ...device, workload });
      for (const mode of timed) {
        const line = lineOf({ ...(await measured({ ...device, workload, mode, seconds })), ...first });
        print(peers === null ? line : { ...line, against: quickest(peers, line) });
      }
    }
  }
});

function measured({ backend, threads, workload, mode, seconds }) {
  return withBrowser({ backend }, async ({ page, url, version }) => {
    await page.goto(`${url}data/manifest.json`);
    const work = { base: url, device: backend, threads, workload, mode, seconds };
    return { workload, mode, backend, chromium: version, ...(await page.evaluate(measureInPage, work)) };
  });
}

/** From navigation to the first finished step on a page that embeds Kiln, and what a browser downloads for that. */
async function firstStep({ backend, threads, workload }) {
  const query = new URLSearchParams({ device: backend, threads, ...presets[workload] });
  const found = await attempts(backend, async ({ page, url, requested }) => {
    await page.goto(`${url}first-step.html?${query}`);
    const { ms } = await page.evaluate(() => globalThis.kilnFirstStep);
    return { ms, bytes: brotliBytes(requested) };
  });
  return { firstStepMs: median(found.map(({ ms }) => ms)), bytes: found[0].bytes };
}

/** The same on Kiln's own page, where Train is pressed as soon as it can be: the first preset, on the built-in digits. */
async function pageLine(backend) {
  const found = await attempts(backend, async ({ page, url, requested, version }) => {
    await page.addInitScript(pressTrainAtOnce);
    await page.goto(`${url}?device=${backend}`);
    const times = await page.evaluate(() => globalThis.kilnFirstStep);
    return { ...times, bytes: brotliBytes(requested), version };
  });
  return {
    mode: 'page',
    backend,
    ready_ms: Math.round(median(found.map(({ readyMs }) => readyMs))),
    first_step_ms: Math.round(median(found.map(({ ms }) => ms))),
    bytes: found[0].bytes,
    chromium: found[0].version,
  };
}

/** Each in a browser of its own, which keeps nothing of the one before. A software adapter takes its time: once. */
async function attempts(backend, work) {
  const found = [];
  const pages = { 'first-step.html': firstStepPage };
  for (let left = backend === 'webgpu' ? 1 : 5; left > 0; left--)
    found.push(await withBrowser({ backend, pages }, work));
  return found;
}

function chosen(what, name, names) {
  if (name === undefined) return names;
  if (!names.includes(name)) throw new Failure(`no ${what} "${name}"; there are: ${names.join(', ')}`);
  return [name];
}

function positive(option, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Failure(`--${option} takes a number above 0, not ${text}`);
  return number;
}

function print(line) {
  console.log(JSON.stringify(line));
}
