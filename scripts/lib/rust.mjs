/**
 * Which Rust builds what. Only looks: installing is in install-rust.mjs.
 *
 * The wasm modules need the standard library's source, since threads need a standard library compiled with atomics and
 * one way of building serves every machine. rustup has that source as a component; Debian has it as packages that live
 * beside rustup. Native builds take rustup's cargo where there is one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { answer, which } from './command.mjs';
import { at } from './paths.mjs';

/** Debian's packages: compiler, cargo, the library's source, and the linker for wasm. */
export const debianPackages = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm', 'lld-22'];

const cargoHome = process.env.CARGO_HOME ?? join(homedir(), '.cargo');

/** The oldest compiler that the workspace accepts, as numbers. */
export const required = readFileSync(at('Cargo.toml'), 'utf8')
  .match(/^rust-version = "(\d+)\.(\d+)/m)
  .slice(1)
  .map(Number);

/** The toolchain for wasm builds that is ready on this machine, or null. `KILN_RUST` names one to the exclusion of others. */
export function wasmRust() {
  const only = process.env.KILN_RUST;
  const found = [only !== 'debian' && rustupWithSource(), only !== 'rustup' && debian()];
  return found.find(Boolean) || null;
}

/** The toolchain for native builds that is ready on this machine, or null. */
export function nativeRust() {
  return rustup() ?? onPath() ?? debian();
}

/** The program rustup, which may be installed without being on PATH, or null. */
export const rustupProgram = () => which('rustup', [join(cargoHome, 'bin'), process.env.PATH].join(delimiter));

/**
 * A toolchain of rustup's that is there and new enough: the one that rust-toolchain.toml or the environment asks for, the
 * user's default, or one of the required version beside them.
 */
export function rustup() {
  const program = rustupProgram();
  if (!program) return null;
  const env = { PATH: [dirname(program), process.env.PATH].join(delimiter) };
  // "nightly-x86_64-unknown-linux-gnu (default)"
  const usual = answer(program, ['default'], { env: { ...env, ...nothingNew } })?.split(' ')[0];
  const names = [process.env.RUSTUP_TOOLCHAIN, usual, required.join('.')];
  for (const name of names) {
    const found = described('rustup', 'cargo', 'rustc', { ...env, RUSTUP_TOOLCHAIN: name });
    if (found) return found;
  }
  return null;
}

/** Whether rustup has a toolchain of that name, such as `stable`. */
export function hasToolchain(name) {
  const program = rustupProgram();
  return program !== null && answer(program, ['run', name, 'rustc', '-V'], { env: nothingNew }) !== null;
}

function rustupWithSource() {
  const found = rustup();
  return found && existsSync(join(found.sysroot, 'lib/rustlib/src/rust/library/Cargo.lock')) ? found : null;
}

/** Debian's packages; their programs must see each other first on PATH, whatever else is installed. */
function debian() {
  if (!which('wasm-ld-22', '/usr/bin')) return null;
  const found = described('debian', '/usr/bin/cargo', '/usr/bin/rustc', {
    PATH: `/usr/bin${delimiter}${process.env.PATH}`,
    RUSTC: '/usr/bin/rustc',
    RUSTUP_TOOLCHAIN: undefined,
  });
  return found && existsSync(join(found.sysroot, 'lib/rustlib/src/rust/library/Cargo.lock')) ? found : null;
}

/** Some other cargo, from a distribution or from Homebrew. */
function onPath() {
  return which('cargo') && which('rustc') ? described('path', 'cargo', 'rustc', {}) : null;
}

/**
 * What is asked for and missing, a toolchain or a component of one, is not downloaded for a question: without this,
 * rustup's programs would begin to.
 */
const nothingNew = { RUSTUP_AUTO_INSTALL: '0' };

function described(kind, cargo, rustc, variables) {
  const env = { ...variables, ...nothingNew };
  const text = answer(rustc, ['-vV'], { env });
  const [major, minor] = (text?.match(/^release: (\d+)\.(\d+)/m) ?? []).slice(1).map(Number);
  if (!text || major < required[0] || (major === required[0] && minor < required[1])) return null;
  const release = text.match(/^release: (\S+)/m)[1];
  if (!answer(cargo, ['-V'], { env })) return null;
  return {
    kind,
    cargo,
    env,
    version: `${kind} ${release}`,
    text,
    sysroot: answer(rustc, ['--print', 'sysroot'], { env }),
  };
}
