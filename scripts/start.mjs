/**
 * What `./scripts/start` does once Node is there: the shortest way to a page that trains, then the rest behind it.
 *
 * The first variant, CPU with threads, and the page are built in the foreground. From then on the page is served and the
 * other variants are built at low priority; each is laid into the served folder when it is done.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { assembleData, assembleVariant } from './assemble.mjs';
import { buildWasm, isBuilt } from './build-wasm.mjs';
import { stopAll, toBackground } from './lib/command.mjs';
import { buildPage, installPackages } from './lib/page.mjs';
import { at } from './lib/paths.mjs';
import { duration, main, say, warn } from './lib/terminal.mjs';
import { variantNames, variants } from './lib/variants.mjs';
import { portFrom, serve, untilStopped } from './serve.mjs';

const first = 'cpu-threads';
/** The graphics card's first: it is what a reload is worth most for, and the plain one is little more work after it. */
const later = ['webgpu', 'cpu'];
const log = at('target', 'start.log');

/** When `scripts/start` began, which may have installed Node and npm's packages before this. */
const started = Number(process.env.KILN_STARTED ?? Date.now() / 1000) * 1000;

let stopping = false;

const usage = `./scripts/start [--port N] [--open]

Builds what is missing and serves Kiln at http://127.0.0.1:8080/, or at the next free port.
  --port N   begin looking for a free port at N
  --open     open the page in the default browser`;

await main(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      open: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return say(usage);
  const port = portFrom(values.port);

  const missing = later.filter((name) => !isBuilt(name));
  await installPackages();
  await buildWasm([first]);
  await buildPage();
  for (const name of variantNames) if (!missing.includes(name)) assembleVariant(name);
  assembleData();

  const server = await serve({ port, orNext: true });
  if (server.port !== port) warn(`    port ${port} is taken; using ${server.port}`);
  say(`==> ready after ${duration(Date.now() - started)}: ${server.url}   (Ctrl-C stops)`);
  if (values.open) openInBrowser(server.url);
  const stopped = untilStopped();
  if (missing.length > 0) buildBehind(missing);
  await stopped;
  stopping = true;
  stopAll();
  await server.close();
  say('\nstopped');
  process.exit(0);
});

/** Builds the other variants while the page is in use. A failure is told, and leaves the page as it is. */
async function buildBehind(names) {
  mkdirSync(at('target'), { recursive: true });
  say('    The page trains on the CPU already. In the background, at low priority (details: target/start.log):');
  for (const name of names) say(`      ${name}: ${variants[name].what}, usually ${variants[name].usually}`);
  toBackground(log);
  try {
    await buildWasm(names, {
      onReady: (name) => {
        assembleVariant(name);
        say(`    ${name} is ready: ${variants[name].ready}`);
      },
    });
  } catch (error) {
    if (stopping) return;
    warn(`    ${error.message}`);
    warn(`    The page stays usable without it. Details: ${log}`);
  }
}

function openInBrowser(url) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => warn(`    cannot open a browser: ${opener} is missing`))
    .unref();
}
