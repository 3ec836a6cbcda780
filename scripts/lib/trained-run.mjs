/**
 * Runs of `kiln train` that are measured, and what came of each, kept in a folder: its log, and a file that sums it up.
 * So work goes on where it stopped. A run that was made with another configuration or on other images, or that did not
 * come to its end, is made again from its beginning.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { runnerImport } from 'vite';
import { answer, must, run, stopAll } from './command.mjs';
import { readStamp } from './inputs.mjs';
import { ensureRust } from './install-rust.mjs';
import { at, nativeTarget } from './paths.mjs';
import { duration, Failure, say } from './terminal.mjs';

export const seeds = [1, 2, 3];
/** Where runs are kept, so that what two scripts need is trained once. */
const folder = at('target', 'results');
/** One thread a run, as there are as many runs at a time as cores. */
const env = { RAYON_NUM_THREADS: '1' };

/** The program named, or one built now. */
export async function kilnAt(path) {
  if (path) return resolve(path);
  const { native } = await ensureRust();
  await must(native.cargo, ['build', '--release', '-p', 'kiln-cli', '-p', 'kiln-core'], { env: native.env });
  return join(nativeTarget, 'release', 'kiln');
}

/** As core has them. */
export function presetsOf(kiln) {
  const text = answer(kiln, ['presets', '--json']);
  if (text === null) throw new Failure(`failed: ${kiln} presets --json`);
  return JSON.parse(text);
}

/** MNIST's folder, as an argument of `--data`. */
export function mnist() {
  const folder = process.env.KILN_MNIST_DIR;
  if (!folder) throw new Failure("set KILN_MNIST_DIR to a folder with MNIST's four files");
  return folder;
}

/** The built-in digits that the page begins with, as an argument of `--data`. */
export async function digits() {
  const { builtInDigits } = await moduleOf('www/src/dataset/built-in-digits.ts');
  return `synthetic:${builtInDigits.numTrain}:${builtInDigits.seed}`;
}

/** What a module of the page exports, for what scripts and page must have alike. */
export async function moduleOf(path) {
  return (await runnerImport(at(path), { configFile: false, root: at('.'), logLevel: 'error' })).module;
}

/** Does `task` for all jobs, as many at a time as there are cores; after a failure, or a signal, nothing goes on. */
export async function inTurn(jobs, task) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      stopAll();
      process.exit(130);
    });
  }
  const queue = [...jobs];
  const worker = async () => {
    while (queue.length > 0) await task(queue.shift());
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
  } catch (error) {
    queue.length = 0;
    stopAll();
    throw error;
  }
}

/**
 * What came of a run of `config` on `data`, an argument of `--data`, as `outcomeOf` has it; null where it was not made
 * before and `onlyKept` asks for no new one.
 */
export async function runOf(kiln, { name, config, data, onlyKept = false }) {
  const path = (ending) => join(folder, `${name}.${ending}`);
  const kept = readStamp(path('json'));
  if (kept && JSON.stringify([kept.config, kept.data]) === JSON.stringify([config, data])) return kept;
  if (onlyKept) return null;
  mkdirSync(folder, { recursive: true });
  rmSync(path('json'), { force: true });
  writeFileSync(path('config.json'), JSON.stringify(config));
  const start = performance.now();
  const lines = [];
  const args = ['train', '--config', path('config.json'), '--data', data, '--log', path('jsonl')];
  // What a program says is shown only where it fails: several speak at once.
  const status = await run(kiln, args, { env, onLine: (line) => lines.push(line) });
  const hasDiverged = status !== 0 && lines.some((line) => line.includes('training has diverged'));
  if (status !== 0 && !hasDiverged) throw new Failure([...lines.slice(-5), `failed: ${name}`].join('\n'));
  const log = existsSync(path('jsonl')) ? readFileSync(path('jsonl'), 'utf8') : '';
  const outcome = hasDiverged ? { tests: [], hasDiverged } : outcomeOf(log, config.numEpochs);
  if (!outcome) throw new Failure(`${name}: the run did not come to its end, as ${path('jsonl')} says`);
  const found = { config, data, ...outcome };
  // Never half a file.
  writeFileSync(`${path('json')}.new`, JSON.stringify(found));
  renameSync(`${path('json')}.new`, path('json'));
  const reached = hasDiverged ? 'diverged' : `${(outcome.tests.at(-1)[1] * 100).toFixed(2)} %`;
  say(`${name}: ${reached} (${duration(performance.now() - start)})`);
  return found;
}

/**
 * What the log of `kiln train` says of a run; null where it did not make so many epochs to their end, or was
 * interrupted. `tests` are the accuracies after each epoch as `[epoch, accuracy]`; `train` and `loss` are the means of
 * the last epoch's batches, each taken before its update; `highest` is the largest loss of a step, `jump` the mean
 * difference between the losses of two steps in a row in the second half of the first epoch.
 */
export function outcomeOf(log, epochs) {
  const [tests, steps] = [[], []];
  for (const line of log.split('\n').filter(Boolean)) {
    const event = parsed(line);
    if (event?.type === 'step') steps.push(event);
    if (event?.type === 'evaluated') tests.push([event.epoch, event.test.accuracy]);
    if (event?.type !== 'finished') continue;
    // What comes after it, a report of the test images, is no test after an epoch.
    return event.reason === 'epochs' && tests.at(-1)?.[0] === epochs ? { tests, ...curveOf(steps, epochs) } : null;
  }
  return null;
}

function curveOf(steps, epochs) {
  const last = steps.filter(({ epoch }) => epoch === epochs);
  const images = sum(last.map(({ images }) => images));
  const first = steps.filter(({ epoch }) => epoch === 1);
  const second = first.slice(Math.floor(first.length / 2));
  const jumps = second.slice(1).map(({ loss }, i) => Math.abs(loss - second[i].loss));
  return {
    train: sum(last.map(({ correct }) => correct)) / images,
    loss: sum(last.map(({ loss, images }) => loss * images)) / images,
    highest: steps.reduce((highest, { loss }) => Math.max(highest, loss), 0),
    jump: sum(jumps) / Math.max(1, jumps.length),
  };
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a log whose writer was killed.
    return null;
  }
}
