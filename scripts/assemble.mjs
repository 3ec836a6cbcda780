/**
 * `node scripts/assemble.mjs`: lays the wasm variants that are built, and the data that is there, into dist/. Runs after
 * Vite, which empties dist/ and knows of neither.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, dist, pkg } from './lib/paths.mjs';
import { isMain, main } from './lib/terminal.mjs';
import { variantNames } from './lib/variants.mjs';

if (isMain(import.meta)) {
  await main(() => {
    for (const name of variantNames) assembleVariant(name);
    assembleData();
  });
}

/** Copies one variant to dist/wasm/; false where it is not built. A page that loads meanwhile sees all of it or nothing. */
export function assembleVariant(name) {
  const target = join(dist, 'wasm', name);
  const incoming = join(dist, 'wasm', `.${name}`);
  if (!existsSync(join(pkg(name), 'stamp.json'))) return false;
  rmSync(incoming, { recursive: true, force: true });
  cpSync(pkg(name), incoming, { recursive: true, filter: (source) => basename(source) !== 'stamp.json' });
  rmSync(target, { recursive: true, force: true });
  renameSync(incoming, target);
  return true;
}

/** Data sets under data/ of the checkout are served as they are; the manifest tells the page which there are. */
export function assembleData() {
  const source = at('data', 'mnist');
  const files = existsSync(source) ? readdirSync(source).filter((file) => file.endsWith('.gz')) : [];
  rmSync(join(dist, 'data'), { recursive: true, force: true });
  mkdirSync(join(dist, 'data'), { recursive: true });
  for (const file of files) cpSync(join(source, file), join(dist, 'data', 'mnist', file));
  const datasets = files.length > 0 ? ['mnist'] : [];
  writeFileSync(join(dist, 'data', 'manifest.json'), `${JSON.stringify({ datasets })}\n`);
}
