/**
 * `npm run results -- [--write] [--digits] [--kiln PATH] [PRESET...]`: trains every preset, or those named, on real
 * MNIST (`KILN_MNIST_DIR`) and on the built-in digits that the page begins with, with three seeds, natively, one thread a
 * run and as many runs at a time as there are cores; then measures what a step of each takes, alone on all cores, and
 * prints the table of docs/results.md. With `--digits` it trains on the built-in digits only, and what the table says of
 * MNIST and of times stays. With `--write` it replaces the table there; rows of presets that are not named stay. What was
 * trained is kept in target/results/, so that the work goes on where it stopped. `--kiln` takes a program that is there
 * already instead of building one.
 */
import { parseArgs } from 'node:util';
import { answer } from './lib/command.mjs';
import { at } from './lib/paths.mjs';
import {
  imagesAnEpoch,
  markdown,
  replaceTable,
  rowsOf,
  summary,
  tableIn,
  typicals,
  withDigits,
} from './lib/results.mjs';
import { Failure, main, say, warn } from './lib/terminal.mjs';
import { digits, inTurn, kilnAt, mnist, presetsOf, runOf, seeds } from './lib/trained-run.mjs';

const document = at('docs', 'results.md');

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      write: { type: 'boolean', default: false },
      digits: { type: 'boolean', default: false },
      kiln: { type: 'string' },
    },
  });
  const folder = values.digits ? null : mnist();
  const kiln = await kilnAt(values.kiln);
  const presets = presetsOf(kiln);
  const unknown = positionals.find((name) => !presets.some(({ id }) => id === name));
  if (unknown) throw new Failure(`no preset "${unknown}"; there are: ${presets.map(({ id }) => id).join(', ')}`);
  const chosen = presets.filter(({ id }) => positionals.length === 0 || positionals.includes(id));
  const before = rowsOf(tableIn(document));

  const onMnist = folder ? await trainAll(kiln, { name: 'mnist', folder }, chosen) : null;
  const onDigits = await trainAll(kiln, { name: 'digits', folder: await digits() }, chosen);
  // Only now, when nothing else runs.
  const measured = chosen.map((preset) => {
    const row = onMnist
      ? summary(preset, onMnist.get(preset.id), timed(kiln, preset.id))
      : before.find(({ id }) => id === preset.id);
    if (!row) throw new Failure(`docs/results.md has no row of ${preset.id} yet: measure it without --digits first`);
    return withDigits(row, onDigits.get(preset.id));
  });
  const rows = presets.map(({ id }) => [...measured, ...before].find((row) => row.id === id)).filter(Boolean);

  say(markdown(rows));
  if (!values.write) return;
  replaceTable(document, markdown(rows));
  say(`\ndocs/results.md is written. The rows of crates/core/src/model/preset.rs should say:\n`);
  for (const line of typicals(rows)) say(`    ${line}`);
});

/** Tests after every epoch of all seeds, by preset. */
async function trainAll(kiln, data, presets) {
  // The longest first, so that no core waits long for the others in the end.
  const work = ({ preset }) => preset.multiplyAdds * imagesAnEpoch(preset.config) * preset.typical.epochs;
  const jobs = presets
    .flatMap((preset) => seeds.map((seed) => ({ preset, seed })))
    .toSorted((a, b) => work(b) - work(a));
  const done = new Map(presets.map(({ id }) => [id, []]));
  await inTurn(jobs, async ({ preset, seed }) => {
    const { id, typical } = preset;
    const config = { ...preset.config, numEpochs: typical.epochs, seed };
    const found = await runOf(kiln, { name: `${data.name}-${id}-${seed}`, config, data: data.folder });
    if (found.hasDiverged) throw new Failure(`${id}, seed ${seed}, on ${data.name}: diverged`);
    done.get(id).push(found.tests);
  });
  return done;
}

/** What a step takes with all cores. */
function timed(kiln, id) {
  const text = answer(kiln, ['bench', '--preset', id, '--steps', '50', '--warmup', '5', '--json']);
  if (text === null) throw new Failure(`kiln bench failed for ${id}`);
  const timing = JSON.parse(text);
  const { step_ms_median: middle, step_ms_min: least } = timing;
  say(`${id}: ${middle.toFixed(2)} ms a step`);
  if (middle > 1.3 * least) warn(`${id}: a step took ${least.toFixed(2)} ms at best; was this machine busy?`);
  return timing;
}
