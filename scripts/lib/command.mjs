/** Other programs: running one in the foreground, reading one's answer, finding one on PATH. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, openSync } from 'node:fs';
import { setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './paths.mjs';
import { Failure } from './terminal.mjs';

const running = new Set();
let background = null;

/** From now on programs run at low priority, in groups of their own, and what they print goes to a file. */
export function toBackground(log) {
  background = openSync(log, 'w');
}

/**
 * Runs a program to its end and returns its status. Its output goes to the terminal, or line by line to `onLine`.
 * Programs are ended by `stopAll`, so that Ctrl-C leaves nothing behind.
 */
export function run(program, args, { cwd = root, env = {}, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const foreground = onLine ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const stdio = background === null ? foreground : ['ignore', background, background];
    const child = spawn(program, args, { cwd, stdio, env: merged(env), detached: background !== null });
    running.add(child);
    if (background !== null && child.pid) setPriority(child.pid, 10);
    for (const stream of onLine ? [child.stdout, child.stderr].filter(Boolean) : []) eachLine(stream, onLine);
    child.on('error', (error) => {
      running.delete(child);
      reject(new Failure(`cannot run ${program}: ${error.message}`));
    });
    child.on('close', (status, signal) => {
      running.delete(child);
      resolve(signal ? 130 : status);
    });
  });
}

/** Like `run`, but anything other than success is a failure that names the command. */
export async function must(program, args, options) {
  const status = await run(program, args, options);
  if (status !== 0) throw new Failure(`failed (status ${status}): ${[program, ...args].join(' ')}`);
}

/** What a program prints, or null where it is missing or fails. */
export function answer(program, args, { cwd = root, env = {} } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: merged(env),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** The full path of a program, or null. */
export function which(program, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Ends whatever `run` has started and not yet seen end; in the background, with all that it started in turn. */
export function stopAll() {
  for (const child of running) {
    if (background === null) child.kill('SIGTERM');
    else process.kill(-child.pid, 'SIGTERM');
  }
}

/** The environment with changes; a change to undefined removes the variable. */
function merged(changes) {
  const env = { ...process.env, ...changes };
  for (const name of Object.keys(env)) if (env[name] === undefined) delete env[name];
  return env;
}

function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => rest && onLine(rest));
}
