/**
 * The stages of `./scripts/test` as a table, in the order in which they run. Each does its work and answers with the
 * counts of its tests, or with nothing where it is one check; it throws where something failed.
 */
import { rmSync } from 'node:fs';
import { checkBudgets } from './budget.mjs';
import { ensureChromium } from './chromium.mjs';
import { answer, must, run } from './command.mjs';
import { countsOfCargo, countsOfPlaywright, countsOfVitest, none, sum } from './counts.mjs';
import { ensureLints, ensureRust } from './install-rust.mjs';
import { at } from './paths.mjs';
import { findPython } from './python.mjs';
import { Failure, say } from './terminal.mjs';
import { hasGpuDriver } from './vulkan.mjs';

const crates = ['-p', 'kiln-kernels', '-p', 'kiln-core', '-p', 'kiln-cli'];

export const stages = [
  {
    name: 'format',
    what: 'rustfmt',
    usually: '5 s',
    fast: true,
    work: async () => cargo(['fmt', '--all', '--check'], await ensureLints()),
  },
  {
    name: 'clippy',
    what: 'clippy, every warning an error',
    usually: '4 min at first, then 20 s',
    fast: false,
    work: clippy,
  },
  {
    name: 'rust',
    what: 'native tests and documentation examples of kiln-kernels, kiln-core and kiln-cli',
    usually: '5 min at first, then 1 min',
    fast: true,
    work: rust,
  },
  {
    name: 'gpu',
    what: 'kernels for a GPU beside those for a CPU, where a driver is installed',
    usually: '5 min at first, then what the GPU takes; nothing without a driver',
    fast: false,
    work: gpu,
  },
  { name: 'wasm', what: 'the three wasm variants', usually: '12 min at first, then nothing', fast: false, work: wasm },
  { name: 'types', what: 'TypeScript, lint and format', usually: '5 s', fast: false, work: () => npm('check') },
  { name: 'unit', what: 'unit tests of the page and the scripts', usually: '5 s', fast: true, work: unit },
  { name: 'page', what: 'dist/, as it is published', usually: '10 s', fast: false, work: () => npm('build') },
  { name: 'size', what: 'downloads within their budgets', usually: '1 s', fast: false, work: size },
  { name: 'e2e', what: 'the page in Chromium', usually: '10 min', fast: false, work: e2e },
];

async function clippy() {
  // Without the feature, the tests of kernels for a GPU would not be compiled anywhere but on a machine with one.
  const everything = ['--workspace', '--all-targets', '--features', 'kiln-kernels-gpu/wgpu'];
  await cargo(['clippy', '--locked', ...everything, '--', '-D', 'warnings'], await ensureLints());
}

async function rust() {
  const { native } = await ensureRust();
  const nextest = answer('cargo', ['nextest', '--version'], { env: native.env }) !== null;
  // All crates at once: alone, each would compile Burn with other features of its own. nextest does not run the examples
  // in the documentation, which are one program of their own: 16 s.
  const commands = nextest
    ? [
        ['nextest', 'run', '--locked', '--no-fail-fast', '--no-tests=pass', ...crates],
        ['test', '--doc', '--locked', '--no-fail-fast', ...crates],
      ]
    : [['test', '--locked', '--no-fail-fast', ...crates]];
  // Exports are run by what they are made for, where that is there.
  const env = { ...native.env, KILN_PYTHON: (await findPython()) ?? undefined };
  const { lines, onLine } = listener();
  let status = 0;
  for (const args of commands) status ||= await run(native.cargo, args, { env, onLine });
  return counted(countsOfCargo(lines), status);
}

/** Burn is not needed for it, and the profile of build tools is the quickest to compile. */
async function gpu() {
  if (!hasGpuDriver()) {
    say('    skipped: no driver for Vulkan is installed. Chromium in the stage e2e runs these kernels all the same');
    return { ...none, skipped: 1 };
  }
  const { native } = await ensureRust();
  const { lines, onLine } = listener();
  const what = ['-p', 'kiln-kernels-gpu', '--features', 'wgpu', '--test', 'agreement'];
  const args = ['test', '--locked', '--profile', 'tools', ...what, '--', '--nocapture'];
  const status = await run(native.cargo, args, { env: native.env, onLine });
  const counts = counted(countsOfCargo(lines), status);
  // A driver without a GPU: each test says so and ends.
  const absent = lines.some((line) => line.includes('skipped, because there is no GPU'));
  return absent ? { ...counts, passed: 0, skipped: counts.passed } : counts;
}

/** Keeps the lines that it prints. */
function listener() {
  const lines = [];
  const onLine = (line) => {
    lines.push(line);
    say(line);
  };
  return { lines, onLine };
}

async function wasm() {
  await must(process.execPath, [at('scripts', 'build-wasm.mjs')]);
}

async function size() {
  return checkBudgets();
}

async function unit() {
  const report = at('target', 'vitest.json');
  rmSync(report, { force: true });
  const status = await run('npm', [
    'run',
    '--silent',
    'test:unit',
    '--',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ]);
  return counted(countsOfVitest(report), status);
}

/** Two tests at a time; then, one after the other, those that measure, and those that a software adapter slows down. */
const turns = [
  ['--project=cpu', '--grep-invert=@alone', '--workers=2'],
  ['--project=cpu', '--grep=@alone'],
  ['--project=webgpu'],
];

async function e2e() {
  const program = await ensureChromium();
  const counts = [];
  for (const [index, chosen] of turns.entries()) {
    const report = at('target', `playwright-${index}.json`);
    rmSync(report, { force: true });
    const env = { KILN_CHROMIUM: program, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const args = [
      'run',
      '--silent',
      'test:e2e',
      '--',
      '--reporter=list,json',
      `--output=${at('test-results', String(index))}`,
      ...chosen,
    ];
    const status = await run('npm', args, { env });
    counts.push(counted(countsOfPlaywright(report), status));
  }
  return sum(counts);
}

const npm = (script) => must('npm', ['run', '--silent', script]);
const cargo = (args, { cargo: program, env }) => must(program, args, { env });

/** A runner that failed without naming a test counts as one failure; one that cannot be read is never a success. */
function counted(counts, status) {
  if (!counts) throw new Failure('the runner left no report');
  if (status !== 0 && counts.failed === 0) return { ...none, ...counts, failed: 1 };
  return counts;
}
