/**
 * `npm run ideas -- [--write] [--kept] [--data digits|mnist]... [--kiln PATH] [PRESET...]`: measures what the page's
 * ideas claim: trains every preset, or those named, as it is and with each idea that fits it, with three seeds, on the
 * built-in digits that the page begins with and on MNIST (`KILN_MNIST_DIR`). The shortest runs come first; each is kept
 * in target/results/, so that the work can be ended at any time and goes on there. Prints the table of what has all its
 * runs; with `--write` puts it into docs/results.md, and what is offered into www/src/state/ideas/measured-ideas.ts; rows that
 * were not measured now stay. `--kept` trains nothing. `--kiln` takes a program that is there already.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ideaRow, mark, markdown, moduleText, rowsOf, sorted } from './lib/ideas.mjs';
import { at } from './lib/paths.mjs';
import { imagesAnEpoch, replaceTable, tableIn } from './lib/results.mjs';
import { Failure, main, say } from './lib/terminal.mjs';
import { digits, inTurn, kilnAt, mnist, moduleOf, presetsOf, runOf, seeds } from './lib/trained-run.mjs';

const document = at('docs', 'results.md');
const module = at('www', 'src', 'state', 'ideas', 'measured-ideas.ts');
/** Images that an epoch has at most. */
const numTrain = { digits: 10_000, mnist: 60_000 };

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      write: { type: 'boolean', default: false },
      kept: { type: 'boolean', default: false },
      data: { type: 'string', multiple: true, default: ['digits', 'mnist'] },
      kiln: { type: 'string' },
    },
  });
  const wrong = values.data.find((name) => !Object.hasOwn(numTrain, name));
  if (wrong) throw new Failure(`--data takes digits or mnist, and not "${wrong}"`);
  const kiln = await kilnAt(values.kiln);
  const presets = presetsOf(kiln);
  const { ideas, ideaNames } = await moduleOf('www/src/state/ideas/ideas.ts');
  const folders = { digits: digits, mnist: mnist };
  const found = new Map();
  const jobs = [];
  for (const data of values.data) {
    const folder = await folders[data]();
    for (const preset of presets.filter(({ id }) => positionals.length === 0 || positionals.includes(id))) {
      const fitting = ideaNames.filter((name) => ideas[name].suits(preset.config));
      for (const [name, config] of [
        [null, preset.config],
        ...fitting.map((name) => [name, ideas[name].change(preset.config)]),
      ]) {
        // Another seed is what the runs without an idea differ by.
        for (const seed of name === 'seed' ? [] : seeds) jobs.push({ folder, data, preset, name, config, seed });
      }
    }
  }

  // As a batch of one image takes longer for each, images count as if there were ten more in every batch.
  const work = ({ data, preset, config }) =>
    preset.multiplyAdds *
    Math.min(imagesAnEpoch(config), numTrain[data]) *
    config.numEpochs *
    (1 + 10 / config.batchSize);
  const key = ({ data, preset, name }) => [data, preset.id, name].join('-');
  await inTurn(
    jobs.toSorted((a, b) => work(a) - work(b)),
    async (job) => {
      const { folder, data, preset, name, seed } = job;
      const outcome = await runOf(kiln, {
        name: [data, preset.id, name, seed].filter(Boolean).join('-'),
        config: { ...job.config, seed },
        data: folder,
        onlyKept: values.kept,
      });
      if (outcome) found.set(key(job), [...(found.get(key(job)) ?? []), outcome]);
    },
  );

  const measured = values.data.flatMap((data) =>
    presets.flatMap((preset) =>
      ideaNames.flatMap((name) => {
        const without = found.get(key({ data, preset, name: null }));
        const runs = name === 'seed' ? without : found.get(key({ data, preset, name }));
        if (without?.length !== seeds.length || runs?.length !== seeds.length) return [];
        return [ideaRow({ data, preset: preset.id, idea: name, figure: ideas[name].figure }, without, runs)];
      }),
    ),
  );
  const isSame = (a, b) => a.data === b.data && a.preset === b.preset && a.idea === b.idea;
  const before = rowsOf(tableIn(document, mark)).filter((row) => !measured.some((other) => isSame(row, other)));
  // Of what is no longer an idea, or a preset, nothing is said.
  const order = { presets: presets.map(({ id }) => id), ideas: ideaNames };
  const rows = sorted([...measured, ...before], order);
  say(markdown(rows));
  if (!values.write) return;
  replaceTable(document, markdown(rows), mark);
  writeFileSync(module, moduleText(rows));
  say('\ndocs/results.md and www/src/state/ideas/measured-ideas.ts are written.');
});
