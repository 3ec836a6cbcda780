/**
 * `npm run dev [-- --port N]`: the page from its sources, which reloads when one of them is saved, on wasm modules that are
 * built once. `npm run build:wasm -- --quick cpu-threads` builds the module anew after a change to the Rust side.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildWasm } from './build-wasm.mjs';
import { run } from './lib/command.mjs';
import { installPackages } from './lib/page.mjs';
import { at, pkg } from './lib/paths.mjs';
import { main, say } from './lib/terminal.mjs';
import { variantNames } from './lib/variants.mjs';

/** What every machine can run: alone it is enough to work on the page. */
const first = 'cpu-threads';

await main(async () => {
  await installPackages();
  // The types of configurations and events are read from the plain module.
  const missing = [first, 'cpu'].filter((name) => !existsSync(join(pkg(name), 'stamp.json')));
  if (missing.length > 0) await buildWasm(missing, { quick: true });
  const built = variantNames.filter((name) => existsSync(join(pkg(name), 'stamp.json')));
  say(`    modules: ${built.join(', ')}, as they lie in www/pkg; another: npm run build:wasm -- --quick NAME`);
  return run(process.execPath, [at('node_modules', 'vite', 'bin', 'vite.js'), ...process.argv.slice(2)]);
});
