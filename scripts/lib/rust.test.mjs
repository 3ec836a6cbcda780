/** Which Rust is found: by programs that stand in for rustup's and say what they were asked. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { at } from './paths.mjs';

// Other programs are started, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const folders = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What rustup() answers on a machine whose rustup has these toolchains, `{ name: release }`; rustup's default is `usual`. */
function found(toolchains, usual) {
  const home = mkdtempSync(join(tmpdir(), 'kiln-rust-'));
  folders.push(home);
  mkdirSync(join(home, 'bin'));
  const proxy = [
    `echo "$RUSTUP_AUTO_INSTALL" >> ${home}/asked`,
    'name=$RUSTUP_TOOLCHAIN; [ -n "$name" ] || name=stable',
    'case "$name" in',
    ...Object.entries(toolchains).map(([name, release]) => `  ${name}) echo "release: ${release}" ;;`),
    '  *) exit 1 ;;',
    'esac',
  ];
  const programs = { rustc: proxy, cargo: proxy, rustup: [`[ "$1" = default ] && echo "${usual} (default)"`] };
  for (const [name, lines] of Object.entries(programs)) {
    writeFileSync(join(home, 'bin', name), ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(home, 'bin', name), 0o755);
  }
  const { RUSTUP_AUTO_INSTALL, RUSTUP_TOOLCHAIN, ...env } = process.env;
  const script = `const { rustup } = await import(${JSON.stringify(`file://${at('scripts/lib/rust.mjs')}`)});
    const found = rustup();
    console.log(JSON.stringify(found && [found.version, found.env.RUSTUP_TOOLCHAIN ?? null]));`;
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...env, CARGO_HOME: home, PATH: `${home}/bin:/usr/bin:/bin` },
    encoding: 'utf8',
  });
  return { toolchain: JSON.parse(answer), asked: readFileSync(join(home, 'asked'), 'utf8').trim().split('\n') };
}

test('the toolchain of rust-toolchain.toml comes first', () => {
  expect(found({ stable: '1.200.0', nightly: '1.201.0-nightly' }, 'nightly').toolchain).toEqual([
    'rustup 1.200.0',
    null,
  ]);
});

test("without it, or where it is too old, the user's default is taken, and then the required one", () => {
  const nightly = ['rustup 1.201.0-nightly', 'nightly'];
  expect(found({ nightly: '1.201.0-nightly' }, 'nightly').toolchain).toEqual(nightly);
  expect(found({ stable: '1.2.0', nightly: '1.201.0-nightly' }, 'nightly').toolchain).toEqual(nightly);
  const required = readFileSync(at('Cargo.toml'), 'utf8').match(/^rust-version = "(.*)"/m)[1];
  expect(found({ stable: '1.2.0', [required]: `${required}.0` }, 'stable').toolchain).toEqual([
    `rustup ${required}.0`,
    required,
  ]);
  expect(found({ stable: '1.2.0' }, 'stable').toolchain).toBeNull();
});

test('looking downloads nothing: rustup may not install what is missing', () => {
  const { asked } = found({}, 'stable');
  expect(asked.length).toBeGreaterThan(1);
  expect(new Set(asked)).toEqual(new Set(['0']));
});

test('rust-toolchain.toml names a channel and no number, and components that every installation has', () => {
  const file = readFileSync(at('rust-toolchain.toml'), 'utf8');
  expect(file.match(/^channel = .*/m)[0]).toBe('channel = "stable"');
  // rust-src is in no profile of rustup's: cargo would fail offline.
  expect(file.match(/^components = .*/m)[0]).toBe('components = ["clippy", "rustfmt"]');
});
