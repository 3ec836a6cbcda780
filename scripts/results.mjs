/**
 * `npm run results -- [--write] [PRESET...]`: trains every preset, or those named, on real MNIST (`KILN_MNIST_DIR`) with
 * three seeds, natively, and prints the table of docs/results.md; with `--write` it replaces the table there. What was
 * trained is kept in target/results/, one file a run, so that the work can be done in parts and goes on where it stopped.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answer, must } from './lib/command.mjs';
import { ensureRust } from './lib/install-rust.mjs';
import { at } from './lib/paths.mjs';
import { markdown, median, replaceTable } from './lib/results.mjs';
import { Failure, main, say } from './lib/terminal.mjs';

const seeds = [1, 2, 3];
const folder = at('target', 'results');

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const data = process.env.KILN_MNIST_DIR;
  if (!data) throw new Failure("set KILN_MNIST_DIR to a folder with MNIST's four files");
  const { native } = await ensureRust();
  await must(native.cargo, ['build', '--release', '-p', 'kiln-cli', '-p', 'kiln-core'], { env: native.env });
  const kiln = at('target', 'release', 'kiln');
  mkdirSync(folder, { recursive: true });

  const presets = JSON.parse(answer(kiln, ['presets', '--json']) ?? 'null');
  if (!presets) throw new Failure('kiln presets --json gave no list');
  for (const { id } of presets.filter((preset) => positionals.length === 0 || positionals.includes(preset.id))) {
    for (const seed of seeds) await trained(kiln, data, id, seed);
  }
  const table = markdown(presets.map((preset) => summary(preset)).filter(Boolean));
  say(table);
  if (values.write) replaceTable(at('docs', 'results.md'), table);
});

const file = (id, seed) => at('target', 'results', `${id}-${seed}.json`);

/** One run, unless it was made before. The case study has its own number of epochs; all others make five. */
async function trained(kiln, data, id, seed) {
  if (existsSync(file(id, seed))) return;
  const log = at('target', 'results', `${id}-${seed}.jsonl`);
  const epochs = id === 'cnn-case-study' ? [] : ['--epochs', '5'];
  const args = ['train', '--preset', id, '--data', data, '--seed', String(seed), ...epochs, '--log', log, '--json'];
  await must(kiln, args);
  const events = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const tests = events.filter((event) => event.type === 'evaluated').map(({ epoch, test }) => [epoch, test.accuracy]);
  writeFileSync(file(id, seed), JSON.stringify({ id, seed, tests, seconds: events.at(-1).seconds }));
}

/** A row of the table; null for a preset that was not trained with every seed. */
function summary({ id, parameters, multiplyAdds }) {
  if (!seeds.every((seed) => existsSync(file(id, seed)))) return null;
  const runs = seeds.map((seed) => JSON.parse(readFileSync(file(id, seed), 'utf8')));
  const after = (wanted) => {
    const found = runs.map(({ tests }) => tests.find(([epoch]) => epoch === wanted)?.[1]);
    return found.includes(undefined) ? null : median(found);
  };
  const last = median(runs.map(({ tests }) => tests.at(-1)[1]));
  const epochs = runs[0].tests.at(-1)[0];
  const seconds = median(runs.map((run) => run.seconds));
  return { id, parameters, multiplyAdds, first: after(1), fifth: after(5), last, epochs, seconds };
}
