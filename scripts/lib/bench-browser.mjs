/** Chromium on a page of dist/, for one measurement: nothing of another one is warm. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { serve } from '../serve.mjs';
import { ensureChromium } from './chromium.mjs';
import { quiet, softwareGpu } from './chromium-flags.mjs';
import { dist } from './paths.mjs';

/**
 * Calls `work({ page, url, requested, version, pid })` and closes everything afterwards. `pages` are served besides what
 * dist/ holds, as `{ path: html }`; `requested` fills with the paths of files that were asked for.
 */
export async function withBrowser({ backend, flags = [], pages = {} }, work) {
  const requested = new Set();
  const intercept = (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const html = pages[pathname.slice(1)];
    if (html === undefined) requested.add(pathname === '/' ? '/index.html' : pathname);
    else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
    return html !== undefined;
  };
  const server = await serve({ root: dist, port: 0, intercept });
  const launched = await chromium.launchServer({
    executablePath: await ensureChromium(),
    args: [...quiet, ...(backend === 'webgpu' ? softwareGpu : []), ...flags],
  });
  const browser = await chromium.connect(launched.wsEndpoint());
  try {
    const page = await browser.newPage();
    return await work({ page, url: server.url, requested, version: browser.version(), pid: launched.process().pid });
  } finally {
    await browser.close();
    await launched.close();
    await server.close();
  }
}

const sizes = new Map();

/** Bytes of files of dist/, as a host that compresses with brotli sends them. */
export function brotliBytes(paths) {
  return [...paths].reduce((sum, path) => sum + brotliSize(join(dist, path)), 0);
}

function brotliSize(file) {
  if (!existsSync(file) || !statSync(file).isFile()) return 0;
  const ready = statSync(`${file}.br`, { throwIfNoEntry: false });
  if (ready) return ready.size;
  const known = sizes.get(file) ?? brotliCompressSync(readFileSync(file)).length;
  sizes.set(file, known);
  return known;
}
