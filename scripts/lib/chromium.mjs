/** The browser of the end-to-end tests: one that is installed, or Debian's package. */
import { existsSync } from 'node:fs';
import { which } from './command.mjs';
import { aptCandidate, aptInstall } from './debian.mjs';
import { Failure } from './terminal.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a full Chromium (the headless shell has no WebGPU), which `KILN_CHROMIUM` may name. */
export async function ensureChromium() {
  const given = process.env.KILN_CHROMIUM;
  if (given && !existsSync(given)) throw new Failure(`KILN_CHROMIUM names ${given}, which does not exist`);
  const found = given ?? installed();
  if (found) return found;
  if (aptCandidate('chromium')) await aptInstall('the browser that the end-to-end tests drive; 350 MB', ['chromium']);
  const now = installed();
  if (!now) throw new Failure(explanation());
  return now;
}

const installed = () =>
  names.map((name) => which(name)).find(Boolean) ?? macApplications.find((path) => existsSync(path));

function explanation() {
  return [
    'The end-to-end tests need Chromium or Google Chrome. By hand, one of:',
    '  - macOS:   brew install --cask google-chrome',
    '  - Debian:  sudo apt-get install chromium',
    '  - Ubuntu:  the .deb from https://www.google.com/chrome/ (its chromium is a snap, which tests cannot drive well)',
    'or set KILN_CHROMIUM to the path of one. Then run the same command again.',
  ].join('\n');
}
