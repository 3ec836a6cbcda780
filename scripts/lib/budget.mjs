/** What a browser may have to download, of the page before it can be used and of each variant, and whether it does. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { initialBudget, initialSizes } from './initial-page.mjs';
import { dist, pkg } from './paths.mjs';
import { Failure, table } from './terminal.mjs';
import { variantNames, variants } from './variants.mjs';

/** Prints every size in brotli beside its budget; a Failure names those that are over it, or not there. */
export function checkBudgets() {
  const found = [page(), ...variantNames.map(variant)];
  table([['download', 'brotli, kB', 'budget, kB'], ...found.map(row)]);
  const faults = found.map(fault).filter(Boolean);
  if (faults.length > 0) throw new Failure(faults.join('\n'));
  return { passed: found.length, failed: 0, skipped: 0 };
}

function page() {
  const isBuilt = existsSync(join(dist, 'index.html'));
  const size = isBuilt ? initialSizes(dist).reduce((sum, { size }) => sum + size, 0) : undefined;
  return { name: 'page without wasm', size, budget: initialBudget, set: 'scripts/lib/initial-page.mjs' };
}

function variant(name) {
  const size = statSync(join(pkg(name), 'kiln_bg.wasm.br'), { throwIfNoEntry: false })?.size;
  return { name, size, budget: variants[name].budget, set: 'scripts/lib/variants.mjs' };
}

const kb = (bytes) => (bytes === undefined ? '-' : (bytes / 1000).toFixed(0));
const row = ({ name, size, budget }) => [name, kb(size), kb(budget)];

/** What is wrong with a download of so many bytes, or nothing. `set` is where its budget stands. */
export function fault({ name, size, budget, set }) {
  if (size === undefined) return `${name}: not built; run \`npm run build\` first`;
  if (size <= budget) return null;
  return (
    `${name}: ${kb(size)} kB in brotli are over its budget of ${kb(budget)} kB; ` +
    `find out what came in, or raise the budget in ${set} and say why`
  );
}
