/**
 * Makes the Rust of rust.mjs be there: what the machine has is used before anything is installed, and a user's rustup
 * is only ever added to, never moved to another default.
 */
import { answer, run, which } from './command.mjs';
import { aptCandidate, aptInstall } from './debian.mjs';
import { debianPackages, hasToolchain, nativeRust, required, rustup, rustupProgram, wasmRust } from './rust.mjs';
import { Failure, say, warn } from './terminal.mjs';

const needed = required.join('.');

/** `{ wasm, native }`: the toolchains that build the modules and everything else. Asked once, remembered. */
export function ensureRust() {
  ensured ??= findOrInstall();
  return ensured;
}

let ensured;

async function findOrInstall() {
  await ensureLinker();
  let found = look();
  for (const install of [addSource, addToolchain, installDebian, installRustup]) {
    if (found) return found;
    await install();
    found = look();
  }
  if (!found) throw new Failure(explanation());
  return found;
}

function look() {
  const [wasm, native] = [wasmRust(), nativeRust()];
  return wasm && native ? { wasm, native } : null;
}

/** The native toolchain, with rustfmt and clippy. */
export async function ensureLints() {
  const { native } = await ensureRust();
  const there = () => ['fmt', 'clippy'].every((tool) => answer(native.cargo, [tool, '--version'], { env: native.env }));
  if (!there() && native.kind === 'rustup') {
    await run('rustup', ['component', 'add', 'rustfmt', 'clippy'], { env: native.env });
  } else if (!there()) {
    await aptInstall('the formatter and the linter of the same Rust', ['rustfmt-web', 'rust-web-clippy']);
  }
  if (!there()) {
    throw new Failure(
      'rustfmt and clippy are missing. By hand:  rustup component add rustfmt clippy\n' +
        'or on Debian:  sudo apt-get install rustfmt-web rust-web-clippy',
    );
  }
  return native;
}

/** rustup's component with the standard library's source. */
async function addSource() {
  const found = rustup();
  if (!found) return;
  say(`    rustup: adding the component rust-src (the library's source, for ${found.version})`);
  if ((await run('rustup', ['component', 'add', 'rust-src'], { env: found.env })) !== 0) {
    warn('    rustup could not add it; trying other ways');
  }
}

/** A rustup without `stable`, which rust-toolchain.toml asks for, gets it; one whose is too old gets another beside it. */
async function addToolchain() {
  const program = rustupProgram();
  if (!program || rustup()) return;
  const added = hasToolchain('stable') ? needed : 'stable';
  say(
    `    rustup: adding the toolchain ${added}: yours is older than ${needed}, or there is none (your default stays)`,
  );
  const components = ['-c', 'rust-src', '-c', 'clippy', '-c', 'rustfmt'];
  await run(program, ['toolchain', 'install', added, '--profile', 'minimal', '--no-self-update', ...components]);
}

async function installDebian() {
  const candidate = aptCandidate('rustc-web')
    ?.match(/^(\d+)\.(\d+)/)
    ?.slice(1)
    .map(Number);
  if (!candidate || candidate[0] < required[0] || (candidate[0] === required[0] && candidate[1] < required[1])) return;
  await aptInstall('Rust, its library’s source and the linker, for the wasm modules; 700 MB on disk', debianPackages);
}

async function installRustup() {
  if (rustupProgram() || !which('curl')) return;
  say('    installing rustup from https://sh.rustup.rs into ~/.cargo and ~/.rustup (shell profiles stay as they are)');
  const options = '-y --no-modify-path --profile minimal -c rust-src -c clippy -c rustfmt';
  await run('bash', ['-c', `curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- ${options}`]);
}

/** rustc calls the system's C compiler to link programs that run here, such as build scripts. */
async function ensureLinker() {
  if (process.platform === 'darwin') {
    // macOS always has a `cc`, which without the command line tools only offers to install them.
    if (answer('xcode-select', ['-p'])) return;
    throw new Failure('A C linker is missing. By hand:  xcode-select --install   then run the same command again.');
  }
  if (which('cc')) return;
  if (!(await aptInstall('the linker for programs that run during the build', ['gcc', 'libc6-dev'])) || !which('cc')) {
    throw new Failure(
      'A C linker (cc) is missing. By hand: install gcc and the C library’s headers, then run this again.',
    );
  }
}

function explanation() {
  return [
    `Rust ${needed} or later with the source of its standard library is missing, and could not be installed.`,
    'By hand, any one of:',
    "  - rustup:  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh",
    '             rustup update stable && rustup component add rust-src',
    `  - Debian:  sudo apt-get install ${debianPackages.join(' ')}`,
    'Then run the same command again.',
  ].join('\n');
}
