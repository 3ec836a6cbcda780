/**
 * `node scripts/assemble.mjs`: lays the wasm variants that are built, and the data that is there, into dist/. Runs after
 * Vite, which empties dist/ and knows of neither.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, dist, pkg } from './lib/paths.mjs';
import { isMain, main } from './lib/terminal.mjs';
import { variantNames } from './lib/variants.mjs';

const mnist = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map(
  (name) => `${name}-ubyte.gz`,
);

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

/** A data set is served from data/ of the checkout where it is complete; the manifest tells the page which are. */
export function assembleData() {
  const source = at('data', 'mnist');
  const complete = mnist.every((file) => existsSync(join(source, file)));
  rmSync(join(dist, 'data'), { recursive: true, force: true });
  mkdirSync(join(dist, 'data'), { recursive: true });
  if (complete) for (const file of mnist) cpSync(join(source, file), join(dist, 'data', 'mnist', file));
  const datasets = complete ? ['mnist'] : [];
  writeFileSync(join(dist, 'data', 'manifest.json'), `${JSON.stringify({ datasets })}\n`);
}
