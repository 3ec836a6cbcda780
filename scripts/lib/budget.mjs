/** What a browser may have to download of each variant, and whether it does. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pkg } from './paths.mjs';
import { Failure, table } from './terminal.mjs';
import { variantNames, variants } from './variants.mjs';

/** Prints the size of every module in brotli beside its budget; a Failure names those that are over it, or not there. */
export function checkBudgets() {
  const found = variantNames.map((name) => ({
    name,
    size: statSync(join(pkg(name), 'kiln_bg.wasm.br'), { throwIfNoEntry: false })?.size,
    budget: variants[name].budget,
  }));
  table([['module', 'brotli, kB', 'budget, kB'], ...found.map(row)]);
  const faults = found.map(fault).filter(Boolean);
  if (faults.length > 0) throw new Failure(faults.join('\n'));
  return { passed: found.length, failed: 0, skipped: 0 };
}

const kb = (bytes) => (bytes === undefined ? '-' : (bytes / 1000).toFixed(0));
const row = ({ name, size, budget }) => [name, kb(size), kb(budget)];

/** What is wrong with a module of so many bytes, or nothing. */
export function fault({ name, size, budget }) {
  if (size === undefined) return `${name}: no compressed module; run \`npm run build\` first`;
  if (size <= budget) return null;
  return (
    `${name}: ${kb(size)} kB in brotli are over its budget of ${kb(budget)} kB; ` +
    'find out what came in, or raise the budget in scripts/lib/variants.mjs and say why'
  );
}
