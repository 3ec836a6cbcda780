/**
 * What a browser downloads before the page can be used: index.html, what its tags name, and what those import at once.
 * Neither the wasm nor what is loaded for a view or a click is among it. An end-to-end test sees that nothing else is
 * asked for. Its types are in initial-page.d.mts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { brotliCompressSync } from 'node:zlib';

/** In bytes of brotli; a test holds it. */
export const initialBudget = 150_000;

/** Chunks that every visit asks for by itself, a moment later: the runs that are kept. */
const soonAfter = ['database'];

/** Paths in a built page, each once, index.html first. `read` gives the text of one. */
export function initialFiles(read) {
  const files = ['index.html', ...tags(read('index.html'))];
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    for (const name of imports(read(file))) {
      const path = join(file, '..', name);
      if (!files.includes(path)) files.push(path);
    }
  }
  return files;
}

/** Each file with its size in brotli, as the server sends it. */
export function initialSizes(folder) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  return initialFiles(read).map((file) => ({ file, size: brotliCompressSync(read(file)).length }));
}

/** Scripts and styles of a document; icons are no part of what is waited for. */
function tags(html) {
  const found = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+)"/g)].map(([, url]) => join('.', url));
  return [...new Set(found.filter((file) => /\.(js|css)$/.test(file)))];
}

/** What a bundled module imports before it runs or soon after, and the worker that it starts. */
function imports(code) {
  const names = [...code.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g)];
  const later = soonAfter.flatMap((name) => [
    ...code.matchAll(new RegExp(`import\\(["'\`]([^"'\`]*/${name}-[^"'\`]+\\.js)`, 'g')),
  ]);
  const workers = [...code.matchAll(/new URL\(["'`]([^"'`]+\.js)["'`]/g)];
  return [...names, ...later, ...workers].map(([, name]) => name);
}
