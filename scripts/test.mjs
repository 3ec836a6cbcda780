/**
 * What `./scripts/test` does once Node is there: the stages of lib/stages.mjs one after the other, to the first failure.
 * Its last line is the sum of all that the runners counted; its status is 0 only where nothing failed.
 */
import { parseArgs } from 'node:util';
import { stopAll } from './lib/command.mjs';
import { inWords, sum } from './lib/counts.mjs';
import { stages } from './lib/stages.mjs';
import { duration, Failure, fail, main, say, stage, table } from './lib/terminal.mjs';

const usage = `./scripts/test [--fast] [STAGE...]

Runs every stage, or those named, or with --fast those that need neither a browser nor wasm:
${stages.map(({ name, what, fast }) => `  ${name.padEnd(8)}${what}${fast ? '  (fast)' : ''}`).join('\n')}`;

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { fast: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) return say(usage);
  const unknown = positionals.find((name) => !stages.some((known) => known.name === name));
  if (unknown) throw new Failure(`no stage "${unknown}"\n${usage}`);
  process.once('SIGTERM', () => {
    stopAll();
    process.exit(143);
  });

  const chosen = stages.filter(({ name, fast }) =>
    positionals.length > 0 ? positionals.includes(name) : !values.fast || fast,
  );
  const results = [];
  for (const one of chosen) {
    results.push(await attempt(one));
    if (results.at(-1).counts.failed > 0) break;
  }

  const notRun = chosen.slice(results.length).map(({ name }) => name);
  say();
  table([['stage', 'time', 'passed', 'failed', 'skipped'], ...results.map(row)]);
  const failed = results.find(({ counts }) => counts.failed > 0);
  if (failed) fail(`stage "${failed.name}" failed${notRun.length > 0 ? `; not run: ${notRun.join(', ')}` : ''}`);
  say(inWords(sum(results.map(({ counts }) => counts))));
  return failed ? 1 : 0;
});

/** Runs one stage. A check without tests of its own counts only where it fails. */
async function attempt({ name, what, usually, work }) {
  const start = performance.now();
  let counts;
  try {
    counts = (await stage(`${name}: ${what}`, usually, work)) ?? { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    fail(error instanceof Failure ? error.message : error.stack);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  return { name, counts, milliseconds: performance.now() - start };
}

function row({ name, counts, milliseconds }) {
  return [name, duration(milliseconds), ...[counts.passed, counts.failed, counts.skipped].map(String)];
}
