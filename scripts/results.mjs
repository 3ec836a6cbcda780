/**
 * `npm run results -- [--write] [--kiln PATH] [PRESET...]`: trains every preset, or those named, on real MNIST
 * (`KILN_MNIST_DIR`) with three seeds, natively, one thread a run and as many runs at a time as there are cores; then
 * measures what a step of each takes, alone on all cores, and prints the table of docs/results.md. With `--write` it
 * replaces the table there; rows of presets that are not named stay. What was trained is kept in target/results/, so
 * that the work goes on where it stopped. `--kiln` takes a program that is there already instead of building one.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { answer, must, run, stopAll } from './lib/command.mjs';
import { readStamp } from './lib/inputs.mjs';
import { ensureRust } from './lib/install-rust.mjs';
import { at, nativeTarget } from './lib/paths.mjs';
import { imagesAnEpoch, markdown, replaceTable, rowsOf, summary, tableIn, testsOf, typicals } from './lib/results.mjs';
import { duration, Failure, main, say, warn } from './lib/terminal.mjs';

const seeds = [1, 2, 3];
const folder = at('target', 'results');
const document = at('docs', 'results.md');

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false }, kiln: { type: 'string' } },
  });
  const data = process.env.KILN_MNIST_DIR;
  if (!data) throw new Failure("set KILN_MNIST_DIR to a folder with MNIST's four files");
  const kiln = values.kiln ? resolve(values.kiln) : await built();
  const presets = json(kiln, ['presets', '--json']);
  const unknown = positionals.find((name) => !presets.some(({ id }) => id === name));
  if (unknown) throw new Failure(`no preset "${unknown}"; there are: ${presets.map(({ id }) => id).join(', ')}`);
  const chosen = presets.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  const before = rowsOf(tableIn(document));

  mkdirSync(folder, { recursive: true });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      stopAll();
      process.exit(130);
    });
  }
  const runs = await trainAll(kiln, data, chosen);
  // Only now, when nothing else runs.
  const measured = chosen.map((preset) => summary(preset, runs.get(preset.id), timed(kiln, preset.id)));
  const rows = presets.map(({ id }) => [...measured, ...before].find((row) => row.id === id)).filter(Boolean);

  say(markdown(rows));
  if (!values.write) return;
  replaceTable(document, markdown(rows));
  say(`\ndocs/results.md is written. The rows of crates/core/src/model/preset.rs should say:\n`);
  for (const line of typicals(rows)) say(`    ${line}`);
});

async function built() {
  const { native } = await ensureRust();
  await must(native.cargo, ['build', '--release', '-p', 'kiln-cli', '-p', 'kiln-core'], { env: native.env });
  return join(nativeTarget, 'release', 'kiln');
}

/** Tests after every epoch of all seeds, by preset. */
async function trainAll(kiln, data, presets) {
  const jobs = presets.flatMap((preset) => seeds.map((seed) => ({ preset, seed })));
  // The longest first, so that no core waits long for the others in the end.
  const work = ({ preset }) => preset.multiplyAdds * imagesAnEpoch(preset.config) * preset.typical.epochs;
  const queue = jobs.toSorted((a, b) => work(b) - work(a));
  const done = new Map(presets.map(({ id }) => [id, []]));
  const worker = async () => {
    while (queue.length > 0) {
      const job = queue.shift();
      done.get(job.preset.id).push(await trained(kiln, data, job));
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
  } catch (error) {
    queue.length = 0;
    stopAll();
    throw error;
  }
  return done;
}

/**
 * One run, unless it was made before: then its file says so, or its log where the file could not be written any more.
 * A run that was made with another configuration, or that did not come to its end, is made again from its beginning.
 */
async function trained(kiln, data, { preset: { id, typical }, seed }) {
  const [file, log] = ['json', 'jsonl'].map((ending) => join(folder, `${id}-${seed}.${ending}`));
  const name = `${id}, seed ${seed}`;
  const what = ['train', '--preset', id, '--seed', String(seed), '--epochs', String(typical.epochs)];
  const config = json(kiln, [...what, '--print-config']);
  const kept = readStamp(file);
  if (kept && JSON.stringify(kept.config) === JSON.stringify(config)) return kept.tests;

  let tests = kept || !existsSync(log) ? null : testsOf(readFileSync(log, 'utf8'), typical.epochs);
  if (!tests) {
    rmSync(file, { force: true });
    say(`${name}: ${typical.epochs} epochs`);
    const start = performance.now();
    await quietly(kiln, [...what, '--data', data, '--threads', '1', '--log', log]);
    tests = testsOf(readFileSync(log, 'utf8'), typical.epochs);
    if (!tests) throw new Failure(`${name}: the run did not come to its end, as ${log} says`);
    say(`${name}: ${(tests.at(-1)[1] * 100).toFixed(2)} % (${duration(performance.now() - start)})`);
  }
  // Never half a file.
  writeFileSync(`${file}.new`, JSON.stringify({ id, seed, config, tests }));
  renameSync(`${file}.new`, file);
  return tests;
}

/** What a program says is shown only where it fails: several speak at once. */
async function quietly(program, args) {
  const lines = [];
  const status = await run(program, args, { onLine: (line) => lines.push(line) });
  if (status !== 0) throw new Failure([...lines.slice(-5), `failed: ${[program, ...args].join(' ')}`].join('\n'));
}

/** What a step takes with all cores. */
function timed(kiln, id) {
  const timing = json(kiln, ['bench', '--preset', id, '--steps', '50', '--warmup', '5', '--json']);
  const { step_ms_median: middle, step_ms_min: least } = timing;
  say(`${id}: ${middle.toFixed(2)} ms a step`);
  if (middle > 1.3 * least) warn(`${id}: a step took ${least.toFixed(2)} ms at best; was this machine busy?`);
  return timing;
}

function json(program, args) {
  const text = answer(program, args);
  if (text === null) throw new Failure(`failed: ${[program, ...args].join(' ')}`);
  return JSON.parse(text);
}
