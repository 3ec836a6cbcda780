/** apt, from JavaScript: the questions and the one action of apt.sh. On machines without apt every answer is "no". */
import { answer, run, which } from './command.mjs';
import { at } from './paths.mjs';

const script = at('scripts', 'lib', 'apt.sh');

/** The version that apt would install, or null. */
export const aptCandidate = (name) => (which('apt-cache') ? answer('bash', [script, 'candidate', name]) || null : null);

/** Installs packages, saying why; false where that failed, what to do by hand having been printed. */
export async function aptInstall(why, names) {
  return which('apt-get') !== null && (await run('bash', [script, 'install', why, ...names])) === 0;
}
