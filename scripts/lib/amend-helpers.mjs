/** Amends what wasm-bindgen-rayon leaves beside a module, so that a plain server can serve it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from './inputs.mjs';
import { Failure } from './terminal.mjs';

/**
 * What is amended in the rayon helpers, of which one is for bundlers and one is not. The former imports the module that
 * spawned it as '../../..', which a bundler resolves and a plain server does not; both initialise it in a way that
 * wasm-bindgen warns of in the console, once a thread.
 */
const amendments = [
  ["import('../../..')", "import('../../../kiln.js')"],
  ['pkg.default(data.module, data.memory)', 'pkg.default({ module_or_path: data.module, memory: data.memory })'],
];

/** Fails where the helpers are no longer what they were. */
export function amendHelpers(out) {
  for (const file of filesUnder(join(out, 'snippets')).filter((path) => /workerHelpers[^/]*\.js$/.test(path))) {
    let text = readFileSync(file, 'utf8');
    const known = amendments.filter(([before]) => text.includes(before));
    if (known.length === 0) throw new Failure(`${file} is not what it was: adapt scripts/build-wasm.mjs`);
    for (const [before, after] of known) text = text.replace(before, after);
    writeFileSync(file, text);
  }
}
