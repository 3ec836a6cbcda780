/** `node scripts/install-packages.mjs`: npm's packages, before anything that imports one of them. */
import { installPackages } from './lib/page.mjs';
import { main } from './lib/terminal.mjs';

await main(installPackages);
