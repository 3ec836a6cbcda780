/** What the scripts say: stages with their usual and real durations, warnings, small tables. Nothing else prints. */
import { realpathSync } from 'node:fs';

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

export function warn(text) {
  process.stdout.write(`${paint(33, text)}\n`);
}

export function fail(text) {
  process.stderr.write(`${paint(31, text)}\n`);
}

/** "0.4 s", "12 s", "3 min 05 s". */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Announces a piece of work, how long it usually takes, and afterwards how long it took. */
export async function stage(name, usually, work) {
  say(`${paint(1, `==> ${name}`)}${usually ? `  (usually ${usually})` : ''}`);
  const start = performance.now();
  const result = await work();
  say(`    ${name}: done in ${duration(performance.now() - start)}`);
  return result;
}

/** A part of a stage: nothing is said before it, its time after it. */
export async function step(name, work) {
  const start = performance.now();
  const result = await work();
  say(`    ${name}: ${duration(performance.now() - start)}`);
  return result;
}

/** Columns aligned: the first to the left, the others, being numbers, to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    say(`    ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('   ')}`);
  }
}

/** An error whose message is all that a reader needs: what failed and what to do, with no stack. */
export class Failure extends Error {}

/** Whether a module is the program that was started, and not imported by another. */
export const isMain = (meta) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === meta.filename;

/** Runs a script's main function: what it returns is the exit status, nothing being 0; a failure is printed and 1. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    const expected = error instanceof Failure || error.code?.startsWith('ERR_PARSE_ARGS');
    fail(expected ? error.message : (error.stack ?? String(error)));
    process.exitCode = 1;
  }
}
