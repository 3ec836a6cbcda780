/** The table of variables in CONTRIBUTING.md against the code, both ways. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder } from './inputs.mjs';
import { at, root } from './paths.mjs';

const places = ['.ci', 'crates', 'scripts', 'tests', 'www/src', 'playwright.config.ts', 'vite.config.ts'];

/** How each language reads a variable. */
const reads = [
  /process\.env(?:\.|\[')(KILN_[A-Z_]+)/g,
  /env::var(?:_os)?\("(KILN_[A-Z_]+)"\)/g,
  /\$\{?(KILN_[A-Z_]+)/g,
];

/** `{ variable: [file...] }`, as the code has it. */
function readInCode() {
  const found = {};
  const files = places
    .flatMap((place) => filesUnder(at(place)))
    .filter((file) => /(\/[a-z]+|\.(mjs|ts|rs|sh|py))$/.test(file));
  for (const file of files) {
    if (file.endsWith('environment.test.mjs')) continue;
    const text = readFileSync(file, 'utf8');
    for (const pattern of reads) {
      for (const [, name] of text.matchAll(pattern)) {
        found[name] ??= new Set();
        found[name].add(relative(root, file));
      }
    }
  }
  return sorted(found);
}

/** The same, as the table says. */
function readInTable() {
  const rows = readFileSync(at('CONTRIBUTING.md'), 'utf8').matchAll(/^\| `(KILN_[A-Z_]+)` \| ([^|]*) \|/gm);
  return sorted(
    Object.fromEntries(
      [...rows].map(([, name, files]) => [name, [...files.matchAll(/`([^`]+)`/g)].map(([, file]) => file)]),
    ),
  );
}

const sorted = (found) =>
  Object.fromEntries(
    Object.entries(found)
      .sort()
      .map(([name, files]) => [name, [...files].sort()]),
  );

test('every KILN_ variable is in the table, with the files that read it, and none besides', () => {
  const inCode = readInCode();
  expect(Object.keys(inCode).length).toBeGreaterThan(5);
  expect(readInTable()).toEqual(inCode);
});

test('what CONTRIBUTING.md points to exists: files, npm scripts, stages', () => {
  const text = readFileSync(at('CONTRIBUTING.md'), 'utf8');
  const links = [...text.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, path]) => path);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((path) => !existsSync(at(path)))).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  const files = [...text.matchAll(/\b(?:www|tests|scripts)\/[\w./-]+\.(?:ts|mjs|py)\b/g)].map(([path]) => path);
  expect(files.filter((path) => !existsSync(at(path)))).toEqual([]);
});
