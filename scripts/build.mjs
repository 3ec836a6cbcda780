/** `npm run build`: the wasm variants, the page, and both together in dist/, which any static host can serve. */
import { assembleData, assembleVariant } from './assemble.mjs';
import { buildWasm, compressVariant, printSizes } from './build-wasm.mjs';
import { buildPage, installPackages } from './lib/page.mjs';
import { main } from './lib/terminal.mjs';
import { variantNames } from './lib/variants.mjs';

await main(async () => {
  await installPackages();
  await buildWasm(variantNames);
  await buildPage();
  for (const name of variantNames) {
    await compressVariant(name);
    assembleVariant(name);
  }
  assembleData();
  printSizes(variantNames);
});
