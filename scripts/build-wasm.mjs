/**
 * `node scripts/build-wasm.mjs [--quick] [VARIANT...]`: crates/wasm to www/pkg/VARIANT/, all variants where none is named.
 * Compiles, generates the JavaScript, optimises, compresses, and prints the sizes. A variant whose inputs have not
 * changed costs nothing. `--quick` leaves optimising and compressing out, for work on the Rust side.
 */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amendHelpers } from './lib/amend-helpers.mjs';
import { must } from './lib/command.mjs';
import { compile } from './lib/compile.mjs';
import { compress } from './lib/compress.mjs';
import { filesUnder, hashOf, readStamp } from './lib/inputs.mjs';
import { ensureRust } from './lib/install-rust.mjs';
import { installPackages } from './lib/page.mjs';
import { at, nativeTarget, pkg } from './lib/paths.mjs';
import { Failure, isMain, main, say, stage, step, table } from './lib/terminal.mjs';
import { variantNames, variants } from './lib/variants.mjs';

/** All that a module depends on. The command line's sources are not among it. */
const inputs = [
  'Cargo.toml',
  'Cargo.lock',
  'crates/kernels',
  'crates/kernels-gpu',
  'crates/core',
  'crates/wasm',
  'crates/bindgen',
  'scripts/build-wasm.mjs',
  'scripts/lib/amend-helpers.mjs',
  'scripts/lib/compile.mjs',
  'scripts/lib/variants.mjs',
  'node_modules/binaryen/package.json',
];

if (isMain(import.meta)) {
  await main(async () => {
    const quick = process.argv.includes('--quick');
    const names = process.argv.slice(2).filter((argument) => argument !== '--quick');
    if (!existsSync(at('node_modules', 'binaryen'))) await installPackages();
    await buildWasm(names.length > 0 ? names : variantNames, { quick });
    if (!quick) for (const name of variantNames) await compressVariant(name);
    printSizes(variantNames);
  });
}

/** Builds the variants named that are not built already, in that order, and calls `onReady` after each. */
export async function buildWasm(names, { quick = false, onReady = () => {} } = {}) {
  const unknown = names.find((name) => !(name in variants));
  if (unknown) throw new Failure(`no variant "${unknown}"; there are: ${variantNames.join(', ')}`);
  for (const name of names) {
    if (!isBuilt(name, quick)) {
      const rust = await ensureRust();
      say(`==> Rust for the wasm modules: ${rust.wasm.version}; for everything else: ${rust.native.version}`);
      await stage(`build ${name}`, variants[name].usually, () => build(name, rust, quick));
    }
    onReady(name);
  }
}

/** Whether the folder of a variant was made from what is there now, and its module is still the one that was made. */
export function isBuilt(name, quick = false) {
  const stamp = readStamp(join(pkg(name), 'stamp.json'));
  if (!stamp || (stamp.quick && !quick)) return false;
  const size = statSync(join(pkg(name), 'kiln_bg.wasm'), { throwIfNoEntry: false })?.size;
  return stamp.hash === hashOf(inputs) && stamp.size === size;
}

async function build(name, { wasm, native }, quick) {
  const hash = hashOf(inputs);
  const compiled = await compile(name, wasm);
  await must(native.cargo, ['build', '--locked', '--profile', 'tools', '-p', 'kiln-bindgen'], { env: native.env });
  // Finished elsewhere and then moved into place: whoever reads the folder sees the old variant or the new one.
  const out = `${pkg(name)}.${process.pid}`;
  await must(join(nativeTarget, 'tools', 'kiln-bindgen'), [compiled, out, 'kiln']);
  amendHelpers(out);
  const module = join(out, 'kiln_bg.wasm');
  if (!quick) {
    const wasmOpt = at('node_modules', 'binaryen', 'bin', 'wasm-opt');
    await step('wasm-opt', () => must(process.execPath, [wasmOpt, module, '-o', module, ...variants[name].optimise]));
  }
  writeFileSync(join(out, 'stamp.json'), JSON.stringify({ hash, quick, size: statSync(module).size }));
  rmSync(pkg(name), { recursive: true, force: true });
  renameSync(out, pkg(name));
}

/** Compresses what a variant's folder holds, once: what a server on this machine does not need and any other wants. */
export async function compressVariant(name) {
  if (existsSync(join(pkg(name), 'kiln.js.br')) || !existsSync(pkg(name))) return;
  await step(`${name}: gzip and brotli`, () => compress(filesUnder(pkg(name)), variants[name].brotli));
}

/** Raw, gzip and brotli sizes of what a browser downloads. */
export function printSizes(names) {
  const kib = (bytes) => (bytes === undefined ? '-' : `${(bytes / 1024).toFixed(0)} KiB`);
  const size = (file) => statSync(file, { throwIfNoEntry: false })?.size;
  const rows = names.map((name) => {
    const module = join(pkg(name), 'kiln_bg.wasm');
    return [`${name}`, kib(size(module)), kib(size(`${module}.gz`)), kib(size(`${module}.br`))];
  });
  table([['module', 'raw', 'gzip', 'brotli'], ...rows]);
}
