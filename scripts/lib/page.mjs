/** The TypeScript half: npm's packages, and Vite's build of the page into dist/. Each is skipped where nothing changed. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from './command.mjs';
import { compress } from './compress.mjs';
import { filesUnder, hashOf, readStamp } from './inputs.mjs';
import { at, dist } from './paths.mjs';
import { stage } from './terminal.mjs';

/** What Vite reads. The wasm modules are not among it: the page loads them by URL. */
const pageInputs = [
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'www/src',
  'www/public',
  'www/examples',
];

/** `npm ci` in a folder of the checkout, where its node_modules is not already what its package-lock.json says. */
export async function installPackages(folder = '.') {
  const stamp = at(folder, 'node_modules', '.kiln.json');
  const files = ['package.json', 'package-lock.json'].map((name) => join(folder, name));
  const hash = hashOf(files, process.version, process.arch);
  if (readStamp(stamp)?.hash === hash) return;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  await stage('install npm packages', '20 s', () => must('npm', args, { cwd: at(folder) }));
  write(stamp, hash);
}

/** Vite's build, which empties dist/: true where it ran, and dist/ has to be assembled anew. */
export async function buildPage() {
  const stamp = at('target', 'page.json');
  const hash = hashOf(pageInputs);
  if (readStamp(stamp)?.hash === hash && existsSync(join(dist, 'index.html'))) return false;
  await stage('build the page', '5 s', async () => {
    await must(process.execPath, [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
    await compress(filesUnder(dist));
  });
  write(stamp, hash);
  return true;
}

function write(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ hash }));
}
