/**
 * `node scripts/serve.mjs [--port N] [--root DIR] [--no-isolation]`: the built page, to this machine alone.
 *
 * Sends the headers that make a page cross-origin isolated, without which a browser grants no shared memory and so no
 * threads. Files are looked up at every request, so that variants built while the page is open appear by themselves.
 */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import { dist } from './lib/paths.mjs';
import { Failure, isMain, main, say } from './lib/terminal.mjs';

const host = '127.0.0.1';

if (isMain(import.meta)) {
  await main(async () => {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        root: { type: 'string', default: dist },
        'no-isolation': { type: 'boolean', default: false },
      },
    });
    const isolated = !values['no-isolation'];
    const server = await serve({ root: values.root, port: portFrom(values.port), isolated });
    say(`${server.url}  (${values.root}${isolated ? '' : ', not cross-origin isolated'}; Ctrl-C stops)`);
    await untilStopped();
    await server.close();
  });
}

/**
 * Serves a folder and answers with `{ port, url, close }`. Port 0 takes any free one; with `orNext`, a taken port gives
 * way to the next free one. `intercept(request, response)` sees every request first, and is true where it answered.
 */
export async function serve({ root = dist, port = 8080, isolated = true, orNext = false, intercept } = {}) {
  const files = sirv(root, { dev: true, etag: true, gzip: true, brotli: true, dotfiles: false, setHeaders: asStored });
  const server = createServer((request, response) => {
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    // Pages elsewhere, isolated or not, may embed Kiln.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (intercept?.(request, response)) return;
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end('not found\n');
    });
  });
  const used = await listen(server, port, orNext ? 20 : 1);
  return { port: used, url: `http://${host}:${used}/`, close: () => close(server) };
}

/** Resolves at Ctrl-C or when asked to end. */
export function untilStopped() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

/** A port as it is written on a command line. */
export function portFrom(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Failure(`expected a port, found "${text}"`);
  return port;
}

/** A file that was asked for as .gz is data, to be delivered as it is, and not an encoding to be undone on the way. */
function asStored(response, path) {
  if (/\.(gz|br)$/.test(path)) {
    response.setHeader('Content-Encoding', 'identity');
    response.setHeader('Content-Type', 'application/octet-stream');
  }
}

async function listen(server, port, attempts) {
  for (let candidate = port; ; candidate++) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate - port + 1 >= attempts) {
        throw new Failure(`cannot serve at ${host}:${candidate}: ${error.message}. Another port: --port N`);
      }
    }
  }
}

function close(server) {
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}
