/**
 * `npm run docs [-- rust|client]`: rustdoc of the workspace's own crates into target/doc, TypeDoc of what kiln.js exports
 * into target/typedoc. A warning of either is an error, and so is something exported that has no documentation.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildWasm } from './build-wasm.mjs';
import { must } from './lib/command.mjs';
import { ensureRust } from './lib/install-rust.mjs';
import { installPackages } from './lib/page.mjs';
import { at, nativeTarget, pkg } from './lib/paths.mjs';
import { Failure, main, say, stage } from './lib/terminal.mjs';

/** TypeDoc has packages of its own: it needs TypeScript 6, whose interface 7 does not have yet. */
const typedoc = 'scripts/docs';

const parts = {
  rust: {
    usually: '4 min at first, then 20 s',
    work: rust,
    index: join(nativeTarget, 'doc', 'kiln_core', 'index.html'),
  },
  client: { usually: '20 s', work: client, index: at('target', 'typedoc', 'index.html') },
};

await main(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown) throw new Failure(`no documentation "${unknown}"; there are: ${Object.keys(parts).join(', ')}`);
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    const { usually, work, index } = parts[name];
    await stage(`docs: ${name}`, usually, work);
    say(`    ${index}`);
  }
});

async function rust() {
  const { native } = await ensureRust();
  const env = { ...native.env, RUSTDOCFLAGS: '-D warnings' };
  await must(native.cargo, ['doc', '--locked', '--workspace', '--no-deps'], { env });
}

async function client() {
  await installPackages();
  await installPackages(typedoc);
  // The types of configurations and events are declared by the module.
  if (!existsSync(join(pkg('cpu'), 'kiln.d.ts'))) await buildWasm(['cpu'], { quick: true });
  const program = at(typedoc, 'node_modules', 'typedoc', 'bin', 'typedoc');
  await must(process.execPath, [program, '--options', at(typedoc, 'typedoc.json')]);
}
