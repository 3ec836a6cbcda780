/**
 * How the page and the embeddable module are built. Owns the layout of dist/ except for wasm/ and data/, which the
 * build scripts lay beside it: wasm is imported at run time by URL and never bundled.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What shared memory, and so threads, need. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const contentTypes: Record<string, string> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** The example is a plain file that a bundler must not touch: it is copied as it is. */
function examples(): Plugin {
  return {
    name: 'kiln-examples',
    generateBundle() {
      const source = readFileSync(join(root, 'www/examples/embed.html'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'examples/embed.html', source });
    },
  };
}

/** During development, wasm/ comes straight from www/pkg, and data/manifest.json names no local data set. */
function generatedFiles(): Plugin {
  const pkg = join(root, 'www/pkg');
  return {
    name: 'kiln-generated-files',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (path === '/data/manifest.json' && !existsSync(join(root, 'www/public/data/manifest.json'))) {
          response.setHeader('Content-Type', 'application/json');
          response.end('{"datasets":[]}');
          return;
        }
        if (!path.startsWith('/wasm/')) return next();
        const file = normalize(join(pkg, decodeURIComponent(path.slice('/wasm/'.length))));
        if (!file.startsWith(pkg) || !existsSync(file)) {
          response.statusCode = 404;
          response.end();
          return;
        }
        for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
        response.setHeader('Content-Type', contentTypes[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
  };
}

/** Entries that are imported by name. */
const outside = new Set(['kiln', 'measure']);

export default defineConfig({
  root,
  base: './',
  publicDir: 'www/public',
  plugins: [examples(), generatedFiles()],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', headers: isolation },
  build: {
    target: 'es2022',
    // The first with light-dark(): written out for older ones, it would need a stylesheet of ours in the embedder's page.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    outDir: 'dist',
    // Every file stays a file: inlined data: URLs are refused by strict content security policies.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(root, 'index.html'),
        kiln: join(root, 'www/src/index.ts'),
        measure: join(root, 'www/src/benchmark/index.ts'),
      },
      // kiln.js is imported by other people's pages: its exports and its name are a promise. measure.js is for the
      // benchmark in scripts/.
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: (chunk) => (outside.has(chunk.name) ? `${chunk.name}.js` : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        // Few chunks compress better than many: what the page shares with kiln.js, and what it needs besides. Left to
        // itself, the bundler cuts both wherever a view that is loaded later shares something with them.
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /www\/src\/(client\/(playground|predictor)|dataset\/built-in-digits|spread|element\/view|state\/run\/in-words|widgets\/button-styles)\.ts$/,
              priority: 2,
            },
            { name: 'page', test: /www\/src\/page\/app\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    include: ['www/src/**/*.test.ts', 'scripts/**/*.test.mjs'],
    environment: 'node',
    setupFiles: ['www/src/locale/every-language.ts'],
  },
});
