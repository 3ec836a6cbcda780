/**
 * A Python that can run what Kiln exports. The tests of exports are skipped where there is none: the rest of Kiln needs
 * no Python. `KILN_PYTHON` names one, or is `install`: then its packages are put into target/tools/python.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, run, which } from './command.mjs';
import { at } from './paths.mjs';
import { say, step, warn } from './terminal.mjs';

const requirements = at('tests', 'export', 'requirements.txt');
const folder = at('target', 'tools', 'python');
const modules = 'import numpy, onnxruntime, PIL, safetensors, torch';

/** Its path, or null where exports cannot be run. */
export async function findPython() {
  const wanted = process.env.KILN_PYTHON;
  if (wanted === 'install') return install();
  const python = wanted ?? which('python3');
  if (python && answer(python, ['-c', modules]) !== null) return python;
  say(
    `    exports are not run: ${python ?? 'python3'} lacks PyTorch or onnxruntime. KILN_PYTHON=install gets them (3 GB).`,
  );
  return null;
}

/** A virtual environment of its own, made anew when the requirements change. */
async function install() {
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'requirements.txt');
  const text = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === text) return python;
  const base = which('python3');
  if (!base) {
    warn('    exports are not run: there is no python3.');
    return null;
  }
  say('    installing with pip: PyTorch and onnxruntime, 3 GB, to run the exported scripts and files with');
  const made = await step('pip', async () => {
    if ((await run(base, ['-m', 'venv', '--clear', folder])) !== 0) return false;
    return (await run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements])) === 0;
  });
  if (!made) {
    warn('    exports are not run: pip could not install what they need (see above).');
    return null;
  }
  writeFileSync(stamp, text);
  return python;
}
