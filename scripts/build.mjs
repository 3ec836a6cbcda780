/**
 * `npm run build [-- [--quick] VARIANT...]`: wasm variants, all where none is named, the page, and both together in dist/,
 * which any static host can serve. `--quick` is for tests on this machine: modules that are built already stay as they are,
 * others are neither optimised nor compressed.
 */
import { assembleData, assembleVariant } from './assemble.mjs';
import { buildWasm, compressVariant, printSizes } from './build-wasm.mjs';
import { buildPage, installPackages } from './lib/page.mjs';
import { main } from './lib/terminal.mjs';
import { variantNames } from './lib/variants.mjs';

await main(async () => {
  const quick = process.argv.includes('--quick');
  const names = process.argv.slice(2).filter((argument) => argument !== '--quick');
  await installPackages();
  await buildWasm(names.length > 0 ? names : variantNames, { quick });
  await buildPage();
  for (const name of variantNames) {
    if (!quick) await compressVariant(name);
    assembleVariant(name);
  }
  assembleData();
  printSizes(variantNames);
});
