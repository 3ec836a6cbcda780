/** Amends what wasm-bindgen-rayon leaves beside a module. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from './inputs.mjs';
import { Failure } from './terminal.mjs';

/** How its threads initialise the module; wasm-bindgen warns of that in the console, once a thread. */
const before = 'pkg.default(data.module, data.memory)';
const after = 'pkg.default({ module_or_path: data.module, memory: data.memory })';

/** Fails where the helpers are no longer what they were. */
export function amendHelpers(out) {
  for (const file of filesUnder(join(out, 'snippets')).filter((path) => /workerHelpers[^/]*\.js$/.test(path))) {
    const text = readFileSync(file, 'utf8');
    if (!text.includes(before)) throw new Failure(`${file} is not what it was: adapt scripts/lib/amend-helpers.mjs`);
    writeFileSync(file, text.replace(before, after));
  }
}
